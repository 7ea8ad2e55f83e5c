package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resourcegraph.models.FacetError;
import com.azure.resourcemanager.resourcegraph.models.FacetRequest;
import com.azure.resourcemanager.resourcegraph.models.FacetRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.FacetResult;
import com.azure.resourcemanager.resourcegraph.models.FacetSortOrder;
import com.azure.resourcemanager.resourcegraph.models.GraphQueryResource;
import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.QueryResponse;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import com.azure.resourcemanager.resourcegraph.models.ResultTruncated;
import io.tidewaiter.testkit.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Azure's own clients of the resource graph, as they are published, ask about what two pushes produced. */
class GraphClientsTest {
    private static final String FINDINGS =
            "securityresources | where type == 'microsoft.security/assessments/subassessments'";
    private static final String DEMO = FINDINGS + " | where properties.additionalData.repositoryName == 'team/demo'";
    private static final int ALL = ClientWorld.MANY + 1;

    @TempDir
    static Path folder;

    private static ClientWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = ClientWorld.start(folder);
        String body =
                JsonMapper.shared().createObjectNode().put("query", FINDINGS).toString();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> world.journey
                                .rest
                                .post("/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", body)
                                .path("totalRecords")
                                .asInt()
                        == ALL);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** What the scripts of two languages saw the same. */
    private static void assertSaw(JsonNode saw) {
        assertThat(saw.at("/one/0/cve").asString("")).isEqualTo(ClientWorld.CVE);
        assertThat(saw.at("/one/0/n").intValue()).isOne();
        assertThat(saw.at("/one/0/r").doubleValue()).isEqualTo(1.5);
        assertThat(saw.at("/one/0/b").booleanValue()).isTrue();
        assertThat(saw.at("/table/columns").toString())
                .contains("{\"name\":\"cve\",\"type\":\"string\"}", "{\"name\":\"n\",\"type\":\"integer\"}")
                .contains("{\"name\":\"r\",\"type\":\"number\"}", "{\"name\":\"b\",\"type\":\"boolean\"}")
                .contains("{\"name\":\"status\",\"type\":\"object\"}");
        assertThat(saw.at("/table/rows").toString())
                .isEqualTo("[[\"" + ClientWorld.CVE + "\",1,1.5,true,\"Unhealthy\"]]");
        assertThat(saw.path("cut").toString()).isEqualTo("[5,7,\"true\",null]");
        assertThat(saw.at("/pages/distinct").intValue()).isEqualTo(ALL);
        assertThat(saw.at("/pages/rows").intValue()).isEqualTo(ALL);
        assertThat(saw.at("/pages/pages")).hasSize(6);
        assertThat(saw.at("/pages/pages/0").toString()).isEqualTo("[1000," + ALL + ",\"false\"]");
        assertThat(saw.at("/pages/pages/5").toString()).isEqualTo("[1," + ALL + ",\"false\"]");
        assertThat(saw.at("/facets/0").toString())
                .isEqualTo("[\"cve\"," + ALL + ",2,[{\"cve\":\"" + ClientWorld.CVE
                        + "\",\"count\":1},{\"cve\":\"CVE-2031-00000\",\"count\":1}]]");
        assertThat(saw.at("/facets/1").toString())
                .isEqualTo("[\"code\",1,1,[{\"code\":\"Unhealthy\",\"count\":" + ALL + "}]]");
        assertThat(saw.at("/facets/2/1").toString()).contains("InvalidQuery", "ParserFailure");
        assertThat(saw.path("syntax").toString())
                .startsWith("[400,\"BadRequest\"")
                .endsWith("[\"InvalidQuery\",\"ParserFailure\"]]");
        assertThat(saw.path("table name").toString())
                .startsWith("[400,\"BadRequest\"")
                .endsWith("[\"InvalidQuery\",\"DisallowedLogicalTableName\"]]");
        assertThat(saw.path("column").toString())
                .startsWith("[400,\"BadRequest\"")
                .contains("InvalidQuery\",\"");
        assertThat(saw.path("token").toString()).contains("CouldNotDecodeSkipToken");
        assertThat(saw.path("401").toString()).startsWith("[401,\"InvalidAuthenticationToken\"");
        assertThat(saw.path("403").toString()).startsWith("[403,\"AccessDenied\"");
    }

    @Test
    void pythonAsksAndGetsTypedErrors() throws Exception {
        Path python = ClientWorld.installed("venv/bin/python");
        JsonNode saw =
                world.run(Map.of(), python, world.script("graph.py")).ok().json();
        assertSaw(saw);
        JsonNode one = saw.at("/one/0");
        assertThat(one.at("/list/0/title").asString("")).isEqualTo(ClientWorld.CVE);
        assertThat(one.path("at").asString("")).isEqualTo("2030-01-02T03:04:05.1234567Z");
        assertThat(one.path("span").asString("")).isEqualTo("1.12:00:00");
        assertThat(one.path("nothing").asString("?")).isEmpty();
        assertThat(one.path("none").isNull()).isTrue();
        assertThat(saw.path("second").booleanValue()).isTrue();
        assertThat(saw.at("/401/2").asString("")).isEqualTo("ClientAuthenticationError");
        assertThat(saw.at("/403/2").asString("")).isEqualTo("HttpResponseError");
    }

    @Test
    void javascriptAsksAlsoForHistoryAndChanges() throws Exception {
        Path modules = ClientWorld.installed("node/node_modules/@azure/arm-resourcegraph")
                .resolve("../../..");
        Path node = Programs.require("node");
        JsonNode saw = world.run(
                        Map.of("TW_NODE_MODULES", modules.normalize().toString()), node, world.script("graph.mjs"))
                .ok()
                .json();
        assertSaw(saw);
        assertThat(saw.path("history").toString()).isEqualTo("[[],[\"" + ClientWorld.CVE + "\"]]");
        assertThat(saw.at("/changes/0").toString())
                .isEqualToIgnoringCase("[\"" + world.resource.id() + "\",\"Create\",true]");
        assertThat(saw.path("operations").toString()).contains("Microsoft.ResourceGraph/queries/read");
    }

    // Java

    private static ResourceGraphManager java(String prefix) {
        JavaClients clients = clients();
        return clients.graph(clients.credential(
                world.environment.get(prefix + "_CLIENT"), world.environment.get(prefix + "_SECRET")));
    }

    private static JavaClients clients() {
        return new JavaClients(
                world.environment.get("TW_URL"),
                world.journey.service.server().tenantId(),
                world.resource.subscriptionId(),
                world.journey.service.server().certificate());
    }

    private static QueryRequest question(String query) {
        return new QueryRequest()
                .withSubscriptions(List.of(world.resource.subscriptionId()))
                .withQuery(query);
    }

    private static QueryResponse ask(ResourceGraphManager graph, QueryRequest question) {
        return graph.resourceProviders().resources(question);
    }

    private static QueryRequestOptions objects() {
        return new QueryRequestOptions().withResultFormat(ResultFormat.OBJECT_ARRAY);
    }

    private static List<?> rows(QueryResponse response) {
        return (List<?>) response.data();
    }

    @Test
    void javaAsksInBothFormats() {
        ResourceGraphManager reader = java("TW_READER");
        String query = DEMO + " | project cve = tostring(properties.id), n = 1, status = properties.status.code";
        assertThat(rows(ask(reader, question(query).withOptions(objects()))).toString())
                .isEqualTo("[{cve=" + ClientWorld.CVE + ", n=1, status=Unhealthy}]");
        QueryRequestOptions table = new QueryRequestOptions().withResultFormat(ResultFormat.TABLE);
        Map<?, ?> data =
                (Map<?, ?>) ask(reader, question(query).withOptions(table)).data();
        assertThat(String.valueOf(data.get("columns"))).contains("{name=n, type=integer}");
        assertThat(String.valueOf(data.get("rows"))).isEqualTo("[[" + ClientWorld.CVE + ", 1, Unhealthy]]");
    }

    @Test
    void javaReadsPageByPage() {
        ResourceGraphManager reader = java("TW_READER");
        List<Object> names = new ArrayList<>();
        @Nullable String token = null;
        do {
            QueryResponse page = ask(
                    reader,
                    question(FINDINGS + " | project name")
                            .withOptions(objects().withTop(1000).withSkipToken(token)));
            assertThat(page.totalRecords()).isEqualTo(ALL);
            assertThat(page.resultTruncated()).isEqualTo(ResultTruncated.FALSE);
            names.addAll(rows(page));
            token = page.skipToken();
        } while (token != null);
        assertThat(names).hasSize(ALL);
        assertThat(new HashSet<>(names)).hasSize(ALL);
        QueryResponse cut = ask(
                reader, question(FINDINGS + " | take 7").withOptions(objects().withTop(5)));
        assertThat(cut.resultTruncated()).isEqualTo(ResultTruncated.TRUE);
        assertThat(cut.count()).isEqualTo(5);
    }

    @Test
    void javaReadsFacets() {
        QueryRequest question = question(FINDINGS + " | project code = tostring(properties.status.code)")
                .withOptions(objects().withTop(1))
                .withFacets(List.of(
                        new FacetRequest()
                                .withExpression("code")
                                .withOptions(new FacetRequestOptions()
                                        .withSortBy("count")
                                        .withSortOrder(FacetSortOrder.DESC)
                                        .withTop(3)),
                        new FacetRequest().withExpression("nowhere")));
        QueryResponse response = ask(java("TW_READER"), question);
        assertThat(response.facets()).hasSize(2);
        assertThat(response.facets().getFirst())
                .isInstanceOfSatisfying(
                        FacetResult.class,
                        f -> assertThat(String.valueOf(f.data())).isEqualTo("[{code=Unhealthy, count=" + ALL + "}]"));
        assertThat(response.facets().getLast())
                .isInstanceOfSatisfying(
                        FacetError.class,
                        f -> assertThat(f.errors())
                                .extracting(e -> e.code())
                                .containsExactly("NoValidColumns", "InvalidColumnNames"));
    }

    @Test
    void javaGetsTypedErrors() {
        ResourceGraphManager reader = java("TW_READER");
        assertThat(failure(reader, "resources | whre x")).isEqualTo("400 BadRequest [InvalidQuery, ParserFailure]");
        assertThat(failure(reader, "nowhere")).isEqualTo("400 BadRequest [InvalidQuery, DisallowedLogicalTableName]");
        TokenCredential forged = JavaClients.forged();
        assertThat(failure(clients().graph(forged), "resources")).startsWith("401 InvalidAuthenticationToken");
        assertThat(failure(java("TW_STRANGER"), "resources")).startsWith("403 AccessDenied");
    }

    private static String failure(ResourceGraphManager graph, String query) {
        try {
            ask(graph, question(query));
        } catch (ManagementException e) {
            List<? extends ManagementError> details =
                    Objects.requireNonNullElse(e.getValue().getDetails(), List.of());
            return e.getResponse().getStatusCode() + " " + e.getValue().getCode() + " "
                    + details.stream().map(ManagementError::getCode).toList();
        }
        return "no error";
    }

    @Test
    void javaKeepsAQueryAndAsksItByItsId() {
        ResourceGraphManager admin = java("TW_ADMIN");
        GraphQueryResource kept = admin.graphQueries()
                .define("demo")
                .withRegion("global")
                .withExistingResourceGroup(world.resource.subscriptionId(), "rg")
                .withQuery(DEMO)
                .withDescription("what the demo has")
                .create();
        assertThat(kept.query()).isEqualTo(DEMO);
        assertThat(admin.graphQueries().listByResourceGroup(world.resource.subscriptionId(), "rg"))
                .extracting(GraphQueryResource::name)
                .containsExactly("demo");
        QueryResponse shared = ask(
                admin,
                question("{{" + kept.id() + "}} | project cve = tostring(properties.id)")
                        .withOptions(objects()));
        assertThat(rows(shared).toString()).isEqualTo("[{cve=" + ClientWorld.CVE + "}]");
        admin.graphQueries().deleteById(kept.id());
        assertThat(admin.graphQueries().listByResourceGroup(world.resource.subscriptionId(), "rg"))
                .isEmpty();
    }

    // The command line

    @Test
    void theCommandLineAsksWithItsExtension() throws Exception {
        Path extensions = ClientWorld.installed("az");
        Az az = new Az(world, folder.resolve("az-graph")).withExtensions(extensions);
        az.login("TW_READER");
        JsonNode demo = az.json(
                "graph",
                "query",
                "-q",
                DEMO + " | project cve = tostring(properties.id), code = properties.status.code");
        assertThat(demo.path("data").toString())
                .isEqualTo("[{\"code\":\"Unhealthy\",\"cve\":\"" + ClientWorld.CVE + "\"}]");
        assertThat(demo.path("total_records").intValue()).isOne();
        JsonNode page = az.json("graph", "query", "-q", FINDINGS + " | project name", "--first", "1000");
        assertThat(page.path("count").intValue()).isEqualTo(1000);
        assertThat(page.path("total_records").intValue()).isEqualTo(ALL);
        JsonNode next = az.json(
                "graph",
                "query",
                "-q",
                FINDINGS + " | project name",
                "--first",
                "1000",
                "--skip-token",
                page.path("skip_token").asString(""));
        assertThat(next.path("count").intValue()).isEqualTo(1000);
        assertThat(next.at("/data/0")).isNotEqualTo(page.at("/data/0"));
        ClientWorld.Ran wrong = az.run("graph", "query", "-q", "resources | whre name == 'x'");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.err()).contains("BadRequest", "InvalidQuery", "ParserFailure", "whre");
        ClientWorld.Ran denied =
                az.run("graph", "query", "-q", "resources", "--subscriptions", "00000000-0000-0000-0000-0000000000ab");
        assertThat(denied.status()).isNotZero();
        assertThat(denied.err()).contains("AccessDenied");
    }
}
