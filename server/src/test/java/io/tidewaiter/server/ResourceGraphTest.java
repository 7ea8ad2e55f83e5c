package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.FINDINGS_VERSION;
import static io.tidewaiter.server.RunningServer.SECURITY_READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ResourceGraphTest {
    private static final String PATH = "/providers/Microsoft.ResourceGraph/resources?api-version=";
    private static final String SUB_ASSESSMENTS =
            "securityresources | where type == 'microsoft.security/assessments/subassessments'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    static RunningServer running;
    static String one;
    static String two;
    static String readerOfOne;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        one = running.registry("RegOne");
        two = running.registry("RegTwo");
        Scans.save(running.state, one, 1, 3);
        Scans.save(running.state, one, 2, 0);
        Scans.save(running.state, two, 3, 2);
        readerOfOne = running.principal("reader", SECURITY_READER, one);
        until(SUB_ASSESSMENTS, 6);
    }

    /** The graph follows on a thread of its own. */
    private static void until(String query, int rows) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end
                && ask("2021-03-01", query).body().path("totalRecords").asInt(0) < rows) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static ObjectNode body(String query) {
        return JsonNodeFactory.instance.objectNode().put("query", query);
    }

    private static Reply ask(String version, String query) {
        return running.send(running.request(PATH + version, running.adminToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(query).toString()))
                .build());
    }

    private static Reply ask(ObjectNode body, String token) {
        return running.send(running.request(PATH + "2022-10-01", token)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    @Test
    void aQuestionGivesTheRowsThatRestGives() {
        Map<String, JsonNode> asked = new TreeMap<>();
        for (JsonNode row : ask("2021-03-01", SUB_ASSESSMENTS + " | project id, name, properties")
                .body()
                .get("data")) {
            asked.put(row.get("id").asString(), row.get("properties"));
        }
        Map<String, JsonNode> listed = new TreeMap<>();
        for (String registry : new String[] {one, two}) {
            Reply list = running.get(
                    registry + "/providers/Microsoft.Security/subAssessments" + FINDINGS_VERSION, running.adminToken);
            list.body().get("value").forEach(v -> listed.put(v.get("id").asString(), v.get("properties")));
        }
        assertThat(asked).isEqualTo(listed).hasSize(6);
    }

    @Test
    void rowsOutsideTheRolesOfTheCallerAreNotThere() {
        Reply reply = ask(
                body(SUB_ASSESSMENTS + " | summarize n = count() by registry = tostring(split(id, '/')[8])"),
                readerOfOne);

        assertThat(reply.body().get("data").toString()).isEqualTo("[{\"registry\":\"RegOne\",\"n\":4}]");
    }

    @Test
    void facetsShowNoRowsOutsideTheRolesOfTheCaller() {
        String registries = SUB_ASSESSMENTS + " | extend registry = tostring(split(id, '/')[8])";
        ObjectNode body = body(registries);
        body.putArray("facets").addObject().put("expression", "registry");
        body.withArray("facets")
                .addObject()
                .put(
                        "expression",
                        "registry\n| union (" + registries + " | summarize ['count'] = count() by registry)");

        String data = ask(body, readerOfOne).body().get("facets").toString();

        assertThat(data).contains("{\"registry\":\"RegOne\",\"count\":4}").doesNotContain("RegTwo");
        assertThat(ask(body, running.adminToken).body().get("facets").toString())
                .contains("{\"registry\":\"RegTwo\",\"count\":2}");
    }

    @Test
    void sharedQueriesShowNoRowsOutsideTheRolesOfTheCaller() {
        String id = "/subscriptions/" + running.admin.subscriptionId()
                + "/resourceGroups/RG-One/providers/Microsoft.ResourceGraph/queries/theirs";
        String version = "?api-version=2024-04-01";
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("location", "global");
        query.putObject("properties").put("query", SUB_ASSESSMENTS);
        Reply made = running.put(id + version, query.toString(), running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        ObjectNode named = body("{{" + id + "}} | count");
        ObjectNode shipped = body("{{tidewaiter/findings-by-vulnerability}} | count");

        assertThat(ask(named, running.adminToken).body().get("data").toString()).isEqualTo("[{\"Count\":6}]");
        assertThat(ask(named, readerOfOne).status()).isEqualTo(400);
        assertThat(ask(shipped, running.adminToken).body().get("data").toString())
                .isEqualTo("[{\"Count\":5}]");
        assertThat(ask(shipped, readerOfOne).body().get("data").toString()).isEqualTo("[{\"Count\":3}]");
        running.delete(id + version, running.adminToken);
    }

    @Test
    void whoMayReadNothingOfWhatIsNamedIsRefused() {
        ObjectNode body = body("resources");
        body.putArray("subscriptions").add("00000000-0000-0000-0000-00000000abcd");

        Reply reply = ask(body, readerOfOne);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("AccessDenied");
    }

    @Test
    void pagesFitTogether() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | project id");
        ObjectNode options = body.putObject("options").put("$top", 2);
        Map<String, Integer> seen = new TreeMap<>();
        int pages = 0;
        JsonNode answer;
        do {
            answer = ask(body, running.adminToken).body();
            assertThat(answer.get("totalRecords").intValue()).isEqualTo(6);
            assertThat(answer.get("resultTruncated").asString()).isEqualTo("false");
            answer.get("data").forEach(r -> seen.merge(r.get("id").asString(), 1, Integer::sum));
            options.put("$skipToken", answer.path("$skipToken").asString(""));
            pages++;
        } while (answer.has("$skipToken"));

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(6).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void aQueryWithALimitIsCutAndHasNoToken() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | take 5 | project id");
        body.putObject("options").put("$top", 2);

        JsonNode answer = ask(body, running.adminToken).body();

        assertThat(answer.get("resultTruncated").asString()).isEqualTo("true");
        assertThat(answer.has("$skipToken")).isFalse();
        assertThat(answer.get("totalRecords").intValue()).isEqualTo(5);
    }

    @Test
    void theFirstVersionsAnswerInTables() {
        ObjectNode body = body("resources | project name, location | order by name asc");
        body.putArray("subscriptions").add(running.admin.subscriptionId());
        Reply reply = running.send(running.request(PATH + "2019-04-01", running.adminToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());

        assertThat(reply.body().get("data").toString())
                .isEqualTo("{\"columns\":[{\"name\":\"name\",\"type\":\"string\"},{\"name\":\"location\",\"type\":"
                        + "\"string\"}],\"rows\":[[\"RegOne\",\"local\"],[\"RegTwo\",\"local\"]]}");
    }

    private static String facet(String query, String expression, String options) {
        ObjectNode body = body(query);
        body.putArray("facets").addObject().put("expression", expression).set("options", JSON.readTree(options));
        JsonNode answer = ask(body, running.adminToken).body().at("/facets/0");
        return answer.path("totalRecords") + " " + answer.path("count") + " " + answer.path("data");
    }

    @Test
    void facetsAreFilteredSortedAndCut() {
        String query = SUB_ASSESSMENTS + " | extend registry = tostring(split(id, '/')[8]), code ="
                + " tostring(properties.status.code);";
        assertThat(facet(query, "registry", "{\"sortOrder\":\"asc\"}"))
                .isEqualTo("2 2 [{\"registry\":\"RegTwo\",\"count\":2},{\"registry\":\"RegOne\",\"count\":4}]");
        assertThat(facet(query, "registry", "{\"sortBy\":\"registry\",\"sortOrder\":\"asc\",\"$top\":1}"))
                .isEqualTo("2 1 [{\"registry\":\"RegOne\",\"count\":4}]");
        assertThat(facet(query, "registry", "{\"filter\":\"code == 'Healthy' // one\"}"))
                .isEqualTo("1 1 [{\"registry\":\"RegOne\",\"count\":1}]");
        assertThat(facet(query, "registry, code", "{\"sortBy\":\"registry desc, code\",\"sortOrder\":\"asc\"}"))
                .isEqualTo("3 3 [{\"registry\":\"RegTwo\",\"code\":\"Unhealthy\",\"count\":2},"
                        + "{\"registry\":\"RegOne\",\"code\":\"Healthy\",\"count\":1},"
                        + "{\"registry\":\"RegOne\",\"code\":\"Unhealthy\",\"count\":3}]");
        String computed = "{\"sortBy\":\" tolower(a)\",\"sortOrder\":\"asc\"}";
        assertThat(facet("datatable(a:string)['Y;', 'y;', 'x'] // ;\n; // ; end", "tolower(a)", computed))
                .isEqualTo("2 2 [{\"tolower(a)\":\"x\",\"count\":1},{\"tolower(a)\":\"y;\",\"count\":2}]");
        assertThat(facet("print a = 1" + "; ".repeat(50_000), "a", "{}")).isEqualTo("1 1 [{\"a\":1,\"count\":1}]");
    }

    @Test
    void aFacetThatCannotBeAnsweredLeavesTheOthersTheirRows() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | extend code = tostring(properties.status.code)");
        ArrayNode facets = body.putArray("facets");
        facets.addObject().put("expression", "code").putObject("options").put("filter", "nothing == 1");
        facets.addObject().put("expression", "code").putObject("options").put("sortBy", "nothing");
        facets.addObject().put("expression", "code + + )");
        facets.addObject().put("expression", "code");

        JsonNode answer = ask(body, running.adminToken).body();

        assertThat(answer.get("count").asInt()).isEqualTo(6);
        assertThat(String.join(" ", answer.get("facets").findValuesAsString("code")))
                .isEqualTo(
                        "InvalidQuery UnknownColumn InvalidQuery UnknownColumn InvalidQuery ParserFailure Unhealthy Healthy");
        assertThat(answer.at("/facets/3/data/0/count").asInt()).isEqualTo(5);
    }

    @Test
    void aQuestionMayBeginWithAnOperator() {
        assertThat(ask("2021-03-01", "summarize count()").body().get("data").toString())
                .isEqualTo("[{\"count_\":2}]");
    }

    @Test
    void facetsCountTheValuesOfAColumn() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | extend code = tostring(properties.status.code)");
        body.putArray("facets").addObject().put("expression", "code");
        body.withArray("facets").addObject().put("expression", "nothing");

        JsonNode facets = ask(body, running.adminToken).body().get("facets");

        assertThat(facets.get(0).get("data").toString())
                .isEqualTo("[{\"code\":\"Unhealthy\",\"count\":5},{\"code\":\"Healthy\",\"count\":1}]");
        assertThat(facets.get(1).get("resultType").asString()).isEqualTo("FacetError");
        // as recorded by Azure's own clients
        assertThat(facets.get(1).get("errors").toString())
                .isEqualTo("[{\"code\":\"NoValidColumns\",\"message\":\"No valid columns in facet expression.\"},"
                        + "{\"code\":\"InvalidColumnNames\",\"message\":\"Invalid column names: [nothing].\"}]");
    }

    @Test
    void aTokenThatNoAnswerGaveIsTold() {
        ObjectNode body = body("resources | project id");
        body.putObject("options").put("$skipToken", "bm9uZQ==");

        Reply reply = ask(body, running.adminToken);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().at("/error/details/0/code").asString()).isEqualTo("CouldNotDecodeSkipToken");
    }

    @Test
    void aMistakeIsToldWithItsPlace() {
        Reply reply = ask("2021-03-01", "resources | whre name == 'x'");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("BadRequest");
        JsonNode details = reply.body().at("/error/details");
        assertThat(details.get(0).get("code").asString()).isEqualTo("InvalidQuery");
        assertThat(details.get(1).get("line").intValue()).isEqualTo(1);
        assertThat(ask("2021-03-01", "nosuchtable | take 1")
                        .body()
                        .at("/error/details/1/code")
                        .asString())
                .isEqualTo("DisallowedLogicalTableName");
    }

    @Test
    void whatIsNotJsonIsRefusedByItsType() {
        Reply reply = running.send(running.request(PATH + "2021-03-01", running.adminToken)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build());

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void headersTellWhatIsLeftOfTheQuota() {
        Reply reply = ask("2021-03-01", "resources | count");

        assertThat(Integer.parseInt(reply.header("x-ms-user-quota-remaining"))).isBetween(0, 99);
        assertThat(reply.header("x-ms-user-quota-resets-after")).matches("00:00:0\\d");
    }

    @Test
    void aSharedQueryIsPutInWhereItIsNamed() {
        String id = "/subscriptions/" + running.admin.subscriptionId()
                + "/resourceGroups/RG-One/providers/Microsoft.ResourceGraph/queries/mine";
        String version = "?api-version=2024-04-01";
        Reply made = running.put(
                id + version,
                "{\"location\":\"global\",\"properties\":{\"query\":\"resources | project name\"}}",
                running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        assertThat(running.get(id + version, running.adminToken)
                        .body()
                        .at("/properties/resultKind")
                        .asString())
                .isEqualTo("basic");

        assertThat(ask("2021-03-01", "{{" + id + "}} | count")
                        .body()
                        .get("data")
                        .toString())
                .isEqualTo("[{\"Count\":2}]");
        assertThat(ask("2021-03-01", "{{/no/such}} | count").status()).isEqualTo(400);
        assertThat(running.delete(id + version, running.adminToken).status()).isEqualTo(200);
    }

    @Test
    void theQueriesThatShipAreNamedLikeShared() {
        Reply reply = ask("2021-03-01", "{{tidewaiter/findings-by-vulnerability}} | count");

        assertThat(reply.body().get("data").toString()).isEqualTo("[{\"Count\":5}]");
    }

    @Test
    void aQuestionCanBeAboutThePast() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | count");
        body.putObject("options").put("asOf", "2020-01-01T00:00:00Z");

        assertThat(ask(body, running.adminToken).body().get("data").toString()).isEqualTo("[{\"Count\":0}]");
    }

    @Test
    void aTimeThatNobodyCanCountIsRefused() {
        for (String time : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "now")) {
            ObjectNode body = body("findings | count");
            body.putObject("options")
                    .put("asOf", time)
                    .putObject("interval")
                    .put("start", time)
                    .put("end", time);

            Reply now = ask(body, running.adminToken);
            Reply then = changes("resourcesHistory", body);

            assertThat(now.status()).as(time).isEqualTo(400);
            assertThat(now.body().at("/error/details/0/code").asString()).isEqualTo("InvalidRequest");
            assertThat(then.status()).as(time).isEqualTo(400);
            assertThat(then.body().at("/error/details/0/code").asString()).isEqualTo("InvalidInterval");
        }
    }

    @Test
    void aQueryWithALimitIsNotSkippedInto() {
        String now = Instant.now().toString();
        Map.of(" | take 2", 2, "", 1).forEach((limit, rows) -> {
            ObjectNode body = body(SUB_ASSESSMENTS + limit + " | project id");
            body.putObject("options")
                    .put("$skip", 5)
                    .put("resultFormat", "objectArray")
                    .putObject("interval")
                    .put("start", now)
                    .put("end", now);

            assertThat(ask(body, running.adminToken).body().get("data")).hasSize(rows);
            assertThat(changes("resourcesHistory", body).body().at("/snapshots/1/data"))
                    .hasSize(rows);
        });
    }

    @Test
    void historyShowsNoRowsOutsideTheRolesOfTheCaller() {
        ObjectNode body = body(SUB_ASSESSMENTS + " | count");
        body.putObject("options")
                .put("resultFormat", "objectArray")
                .putObject("interval")
                .put("start", "2020-01-01T00:00:00Z")
                .put("end", Instant.now().toString());

        assertThat(counts(changes("resourcesHistory", body, running.adminToken)))
                .containsExactly(0, 6);
        assertThat(counts(changes("resourcesHistory", body, readerOfOne))).containsExactly(0, 4);
        ((ObjectNode) body.get("options")).put("$skipToken", "never given");
        assertThat(changes("resourcesHistory", body)
                        .body()
                        .at("/error/details/0/code")
                        .asString())
                .isEqualTo("CouldNotDecodeSkipToken");
        ((ObjectNode) body.get("options")).remove("$skipToken");
        assertThat(counts(changes("resourcesHistory", body, running.principal("other", SECURITY_READER, two))))
                .containsExactly(0, 2);
    }

    private static List<Integer> counts(Reply history) {
        return history.body()
                .path("snapshots")
                .valueStream()
                .map(snapshot -> snapshot.at("/data/0/Count").intValue())
                .toList();
    }

    private Reply changes(String what, ObjectNode body) {
        return changes(what, body, running.adminToken);
    }

    private Reply changes(String what, ObjectNode body, String token) {
        return running.send(
                running.request("/providers/Microsoft.ResourceGraph/" + what + "?api-version=2020-09-01-preview", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    @Test
    void whatHappenedToAResourceIsTold() {
        String path = one + "?api-version=2023-07-01";
        String registry = "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"},\"tags\":{\"owner\":\"me\"}}";
        assertThat(running.put(path, registry, running.adminToken).status()).isIn(200, 201);
        until(
                "resourcechanges | where properties.targetResourceId =~ '" + one
                        + "' and properties.changes['tags.owner'].newValue == 'me'",
                1);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("resourceIds").add(one);
        body.putObject("interval").put("start", "2020-01-01T00:00:00Z").put("end", "2100-01-01T00:00:00Z");
        body.put("$top", 1).put("fetchPropertyChanges", true);

        Reply last = changes("resourceChanges", body);
        assertThat(last.body().get("changes")).hasSize(1);
        assertThat(last.body().at("/changes/0/changeType").asString()).isEqualTo("Update");
        assertThat(last.body().at("/changes/0/propertyChanges").toString())
                .contains("{\"propertyName\":\"tags.owner\",\"beforeValue\":null,\"afterValue\":\"me\"")
                .contains("\"propertyChangeType\":\"Insert\"");
        body.set("$skipToken", last.body().get("$skipToken"));
        Reply first = changes("resourceChanges", body);
        assertThat(first.body().at("/changes/0/changeType").asString()).isEqualTo("Create");
        assertThat(first.body().has("$skipToken")).isFalse();
        body.put("$skipToken", "of another question");
        assertThat(changes("resourceChanges", body)
                        .body()
                        .at("/error/details/0/code")
                        .asString())
                .isEqualTo("CouldNotDecodeSkipToken");

        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putArray("resourceIds").add(one);
        details.putArray("changeIds").add(last.body().at("/changes/0/changeId").asString());
        Reply detail = changes("resourceChangeDetails", details);
        assertThat(detail.body().at("/0/beforeSnapshot/content/id").asString()).isEqualTo(one);
        assertThat(detail.body().at("/0/beforeSnapshot/content/tags/owner").isMissingNode())
                .isTrue();
        assertThat(detail.body().at("/0/afterSnapshot/content/tags/owner").asString())
                .isEqualTo("me");
        assertThat(changes("resourceChanges", JsonNodeFactory.instance.objectNode())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyPlanIsThereOnceAsInRest() {
        String plans = "/subscriptions/" + running.admin.subscriptionId() + "/providers/Microsoft.Security/pricings";
        String version = "?api-version=2024-01-01";
        running.put(
                plans + "/CloudPosture" + version,
                "{\"properties\":{\"pricingTier\":\"Standard\",\"extensions\":[{\"name\":\"X\",\"isEnabled\":\"True\"}]}}",
                running.adminToken);
        String query = "securityresources | where type == 'microsoft.security/pricings' and id !has 'registries'"
                + " | project name, tier = tostring(properties.pricingTier),"
                + " extension = tostring(properties.extensions[0].name)";
        until(query + " | where extension == 'X'", 1);
        Map<String, String> rest = new TreeMap<>();
        running.get(plans + version, running.adminToken)
                .body()
                .get("value")
                .forEach(p -> rest.merge(
                        p.get("name").asString(),
                        p.at("/properties/pricingTier").asString(),
                        String::concat));
        Map<String, String> graph = new TreeMap<>();
        ask("2021-03-01", query)
                .body()
                .get("data")
                .forEach(
                        p -> graph.merge(p.get("name").asString(), p.get("tier").asString(), String::concat));

        assertThat(graph).isEqualTo(rest).containsEntry("CloudPosture", "Standard");
    }

    @Test
    void aSubscriptionThatIsNotThereIsReadByNobody() {
        ObjectNode body = body("resources | count");
        body.putArray("subscriptions").add("00000000-0000-0000-0000-00000000abcd");
        assertThat(ask(body, running.adminToken).code()).isEqualTo("AccessDenied");

        body.withArray("subscriptions").add(running.admin.subscriptionId().toUpperCase(java.util.Locale.ROOT));
        assertThat(ask(body, running.adminToken).body().get("data").toString()).isEqualTo("[{\"Count\":2}]");

        body.withArray("subscriptions").add("no-guid");
        assertThat(ask(body, running.adminToken).status()).isEqualTo(400);
    }

    @Test
    void anErrorNamesTheCorrelationIdOfItsRequest() {
        String id = "aaaaaaaa-2222-3333-4444-555555555555";
        Reply reply = running.send(running.request(PATH + "2021-03-01", running.adminToken)
                .header("Content-Type", "application/json")
                .header("x-ms-correlation-request-id", id)
                .POST(BodyPublishers.ofString(body("resources | whre").toString()))
                .build());

        assertThat(reply.message()).endsWith("correlationId = " + id + ".").containsPattern("\\.\\d{7}Z, ");
    }

    @Test
    void whatStandsInALiteralOrACommentIsNoSharedQuery() {
        String query = "print a = \"{{/a}}\", b = @'{{''/b}}', c = ```{{/c}}``` // it's {{/d}}";

        assertThat(ask("2021-03-01", query).body().get("data").toString())
                .isEqualTo("[{\"a\":\"{{/a}}\",\"b\":\"{{'/b}}\",\"c\":\"{{/c}}\"}]");
    }

    @Test
    void aSharedQueryIsChangedOverOneVersionOnly() {
        String path = "/subscriptions/" + running.admin.subscriptionId()
                + "/resourceGroups/RG-One/providers/Microsoft.ResourceGraph/queries/kept?api-version=2020-04-01-preview";
        Reply made = running.put(
                path,
                "{\"location\":\"global\",\"tags\":{\"a\":\"b\"},\"properties\":{\"query\":\"resources\"}}",
                running.adminToken);
        String patch = "{\"tags\":{\"c\":\"d\"},\"properties\":{\"description\":\"mine\"}}";

        Reply patched = running.send(running.request(path, running.adminToken)
                .header("Content-Type", "application/json")
                .header("If-Match", made.header("ETag"))
                .method("PATCH", BodyPublishers.ofString(patch))
                .build());
        Reply late = running.send(running.request(path, running.adminToken)
                .header("Content-Type", "application/json")
                .header("If-Match", made.header("ETag"))
                .method("PATCH", BodyPublishers.ofString(patch))
                .build());

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().path("tags").toString()).isEqualTo("{\"c\":\"d\"}");
        assertThat(patched.body().at("/properties/query").asString()).isEqualTo("resources");
        assertThat(patched.body().at("/properties/description").asString()).isEqualTo("mine");
        assertThat(late.code()).isEqualTo("PreconditionFailed");
        assertThat(running.delete(path, running.adminToken).status()).isEqualTo(200);
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsRefused() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("resourceIds").add(one);
        body.putObject("interval").put("start", "2100-01-01T00:00:00Z").put("end", "2020-01-01T00:00:00Z");
        assertThat(changes("resourceChanges", body).status()).isEqualTo(400);

        ObjectNode history = body("resources");
        history.putObject("options").set("interval", body.get("interval"));
        assertThat(changes("resourcesHistory", history).status()).isEqualTo(400);
    }

    @Test
    void aRegistryAndThePolicyOfItsSubscriptionSayWhatTheySayInRest() {
        JsonNode registry =
                running.get(two + "?api-version=2023-07-01", running.adminToken).body();
        JsonNode found = ask(
                        "2021-03-01", "resources | where id =~ '" + two + "' and properties.creationDate > ago(1d)")
                .body()
                .at("/data/0");
        assertThat(found.get("properties")).isEqualTo(registry.get("properties"));

        String policy = "/subscriptions/" + running.admin.subscriptionId()
                + "/providers/Microsoft.Authorization/policyAssignments/SecurityCenterBuiltIn";
        JsonNode assigned = ask(
                        "2021-03-01",
                        "policyresources | where type == 'microsoft.authorization/policyassignments'"
                                + " and subscriptionId == '" + running.admin.subscriptionId() + "'")
                .body()
                .at("/data/0");
        assertThat(assigned.get("properties"))
                .isEqualTo(running.get(policy + "?api-version=2021-06-01", running.adminToken)
                        .body()
                        .get("properties"));
    }

    @Test
    void aQuestionShowsTheRolesThatRestLists() {
        JsonNode listed = running.get(
                        "/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01", running.adminToken)
                .body()
                .get("value");
        String query = "authorizationresources | where type =~ 'Microsoft.Authorization/roleDefinitions'"
                + " | order by name asc | project id, name, properties, subscriptionId, tenantId";
        JsonNode found = ask("2021-03-01", query).body().get("data");
        assertThat(found.size()).isEqualTo(listed.size()).isGreaterThan(10);
        for (JsonNode row : found) {
            JsonNode role = listed.valueStream()
                    .filter(r -> r.get("name").equals(row.get("name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.get("id")).isEqualTo(role.get("id"));
            assertThat(row.get("properties")).isEqualTo(role.get("properties"));
            assertThat(row.get("subscriptionId").stringValue()).isEmpty();
            assertThat(row.get("tenantId").stringValue()).isEmpty();
        }
        // whoever reads one registry reads the roles that can be assigned there, and no assignments elsewhere
        ObjectNode asked = body("authorizationresources | where properties.type == 'BuiltInRole' | count");
        assertThat(ask(asked, readerOfOne).body().at("/data/0/Count").intValue())
                .isEqualTo(listed.size());
    }

    private static void assign(String scope, String name, String principal) {
        String role = "/providers/Microsoft.Authorization/roleDefinitions/" + SECURITY_READER;
        Reply reply = running.put(
                (scope.equals("/") ? "" : scope) + "/providers/Microsoft.Authorization/roleAssignments/" + name
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}",
                running.adminToken);
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(201);
    }

    private static List<String> assigned(String filter, String member, String value) {
        ObjectNode asked = body("authorizationresources | where type == 'microsoft.authorization/roleassignments'"
                + " | where name startswith 'aaaaaaaa-0000-0000-0000-' | project name | order by name asc");
        asked.putObject("options").put("authorizationScopeFilter", filter);
        asked.putArray(member).add(value);
        return ask(asked, running.adminToken)
                .body()
                .get("data")
                .valueStream()
                .map(row -> row.get("name").stringValue().substring(24))
                .toList();
    }

    @Test
    void assignmentsAreLookedForAtAndAboveAndBelowWhatIsNamed() {
        String groups = "/providers/Microsoft.Management/managementGroups/";
        String core = "?api-version=2021-04-01";
        running.put(groups + "over" + core, "{}", running.adminToken);
        running.put(
                groups + "under" + core,
                "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + groups + "over\"}}}}",
                running.adminToken);
        String subscription = "44444444-2222-3333-4444-555555555555";
        running.put("/subscriptions/" + subscription + core, "{\"displayName\":\"below\"}", running.adminToken);
        running.put(groups + "under/subscriptions/" + subscription + core, "", running.adminToken);
        running.put(
                "/subscriptions/" + subscription + "/resourceGroups/rg" + core,
                "{\"location\":\"here\"}",
                running.adminToken);
        running.principal("assigned", SECURITY_READER, one);
        String principal = running.get(
                        "/providers/Tidewaiter.Security/servicePrincipals/assigned" + RunningServer.OURS_VERSION,
                        running.adminToken)
                .body()
                .at("/properties/objectId")
                .stringValue();
        String name = "aaaaaaaa-0000-0000-0000-00000000000";
        assign("/", name + 0, principal);
        assign(groups + "over", name + 1, principal);
        assign(groups + "under", name + 2, principal);
        assign("/subscriptions/" + subscription, name + 3, principal);
        assign("/subscriptions/" + subscription + "/resourceGroups/rg", name + 4, principal);
        until("authorizationresources | where name startswith 'aaaaaaaa-0000-0000-0000-'", 5);
        Map<String, List<String>> ofSubscription = Map.of(
                "AtScopeAndBelow", List.of("3", "4"),
                "AtScopeAndAbove", List.of("0", "1", "2", "3"),
                "AtScopeExact", List.of("3"),
                "AtScopeAboveAndBelow", List.of("0", "1", "2", "3", "4"));
        ofSubscription.forEach((filter, found) -> assertThat(assigned(filter, "subscriptions", subscription))
                .as(filter)
                .map(n -> n.substring(11))
                .containsExactlyElementsOf(found));
        Map<String, List<String>> ofGroup = Map.of(
                "AtScopeAndBelow", List.of("2", "3", "4"),
                "AtScopeAndAbove", List.of("0", "1", "2"),
                "AtScopeExact", List.of("2"),
                "AtScopeAboveAndBelow", List.of("0", "1", "2", "3", "4"));
        ofGroup.forEach((filter, found) -> assertThat(assigned(filter, "managementGroups", "under"))
                .as(filter)
                .map(n -> n.substring(11))
                .containsExactlyElementsOf(found));
    }
}
