package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.SECURITY_READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.server.RunningServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What queries and lists tell of management groups: root, corp, and prod with the subscription in it. */
class ManagementGroupRowsTest {
    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";
    private static final String CORE = "?api-version=2021-04-01";
    private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/policyAssignments";
    private static final String POLICY = "?api-version=2021-06-01";

    private RunningServer running;
    private String subscription;
    private String root;

    @BeforeEach
    void start(@TempDir Path folder) {
        running = RunningServer.start(folder);
        subscription = running.admin.subscriptionId();
        root = running.server.tenantId();
        group("corp", "{\"properties\":{\"displayName\":\"Corp\"}}");
        group("prod", "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + GROUPS + "corp\"}}}}");
        group("aside", "{}");
        assertThat(running.put(GROUPS + "prod/subscriptions/" + subscription + CORE, "", running.adminToken)
                        .status())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void group(String name, String body) {
        assertThat(running.put(GROUPS + name + CORE, body, running.adminToken).status())
                .isLessThan(300);
    }

    private JsonNode ask(ObjectNode body, String token) {
        Reply reply = running.send(
                running.request("/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
        return reply.body().path("data");
    }

    private static ObjectNode query(String text) {
        return JsonNodeFactory.instance.objectNode().put("query", text);
    }

    private void shows(String text, String rows) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(ask(query(text), running.adminToken).toString())
                                .isEqualTo(rows));
    }

    @Test
    void aSubscriptionNamesTheGroupsAboveItTheNearestFirst() {
        String chain = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
                + " | mv-expand with_itemindex=at group = properties.managementGroupAncestorsChain | order by at asc"
                + " | project name = tostring(group.name), shown = tostring(group.displayName)";
        String rooted = "{\"name\":\"" + root + "\",\"shown\":\"Tenant Root Group\"}]";
        shows(chain, "[{\"name\":\"prod\",\"shown\":\"prod\"},{\"name\":\"corp\",\"shown\":\"Corp\"}," + rooted);

        group("corp", "{\"properties\":{\"displayName\":\"Company\"}}");
        shows(chain, "[{\"name\":\"prod\",\"shown\":\"prod\"},{\"name\":\"corp\",\"shown\":\"Company\"}," + rooted);

        running.delete(GROUPS + "prod/subscriptions/" + subscription + CORE, running.adminToken);
        shows(chain, "[" + rooted);
    }

    @Test
    void aGroupTellsWhatItLiesUnderAndTheRootIsOne() {
        String groups = "resourcecontainers | where type =~ 'microsoft.management/managementgroups'"
                + " | project name, parent = tostring(properties.details.parent.name),"
                + " above = tostring(properties.details.managementGroupAncestors),"
                + " shown = tostring(properties.displayName) | order by shown asc";
        shows(groups, """
                [{"name":"corp","parent":"@","above":"[\\"@\\"]","shown":"Corp"},\
                {"name":"@","parent":"","above":"[]","shown":"Tenant Root Group"},\
                {"name":"aside","parent":"@","above":"[\\"@\\"]","shown":"aside"},\
                {"name":"prod","parent":"corp","above":"[\\"corp\\",\\"@\\"]","shown":"prod"}]""".replace("@", root));
        shows("resourcecontainers | where type has 'managementgroups/subscriptions' | count", "[{\"Count\":0}]");

        group(root, "{\"properties\":{\"displayName\":\"All of it\"}}");
        shows(
                "resourcecontainers | where name == '" + root + "' | project shown = tostring(properties.displayName)",
                "[{\"shown\":\"All of it\"}]");
        ObjectNode below = query("resourcecontainers | summarize names = make_list(name) by type | order by type asc");
        below.putArray("managementGroups").add("corp");
        assertThat(ask(below, running.adminToken).toString())
                .isEqualTo("[{\"type\":\"microsoft.management/managementgroups\",\"names\":[\"corp\",\"prod\"]},"
                        + "{\"type\":\"microsoft.resources/subscriptions\",\"names\":[\"Tidewaiter\"]}]");
    }

    @Test
    void policyAssignmentsOfGroupsAreRowsAsTheyAreInLists() {
        String assigned = "policyresources | where type == 'microsoft.authorization/policyassignments'";
        shows(assigned + " | count", "[{\"Count\":5}]");
        // how a tool for policies as code asks for those of one group
        shows(
                assigned + " and resourceGroup == '' and subscriptionId == '' | where id startswith '" + GROUPS
                        + "corp/' | project scope = properties.scope",
                "[{\"scope\":\"" + GROUPS + "corp\"}]");
        String id = GROUPS + "prod" + ASSIGNMENTS + "/SecurityCenterBuiltIn";
        JsonNode row = ask(query("policyresources | where id == '" + id + "'"), running.adminToken)
                .path(0);
        assertThat(row.get("properties"))
                .isEqualTo(running.get(id + POLICY, running.adminToken).body().get("properties"));
        shows(
                assigned + " and id has 'prod' | extend definition = tolower(tostring(properties.policyDefinitionId))"
                        + " | join kind=inner (policyresources"
                        + " | where type == 'microsoft.authorization/policysetdefinitions'"
                        + " | extend definition = tolower(id) | mv-expand member = properties.policyDefinitions"
                        + " | extend definitionId = tolower(tostring(member.policyDefinitionId))) on definition"
                        + " | join kind=inner (policyresources"
                        + " | where type == 'microsoft.authorization/policydefinitions'"
                        + " | extend definitionId = tolower(id)) on definitionId | count",
                "[{\"Count\":2}]");

        String reader = running.principal("reader", SECURITY_READER, "/subscriptions/" + subscription);
        shows(assigned + " | count", "[{\"Count\":5}]");
        assertThat(ask(query("policyresources | summarize n = count() by type | order by type asc"), reader)
                        .toString())
                .isEqualTo("[{\"type\":\"microsoft.authorization/policyassignments\",\"n\":1},"
                        + "{\"type\":\"microsoft.authorization/policydefinitions\",\"n\":2},"
                        + "{\"type\":\"microsoft.authorization/policysetdefinitions\",\"n\":1}]");
    }

    @Test
    void whoReadsAGroupReadsTheRowsOfTheGroupsBelowIt() {
        shows("resourcecontainers | where type has 'managementgroups' | count", "[{\"Count\":4}]");
        String reader = running.principal("reader", SECURITY_READER, GROUPS + "corp");
        assertThat(ask(
                                query("resourcecontainers | union policyresources | where id has 'managementgroups'"
                                        + " | extend group = tostring(split(id, '/')[4])"
                                        + " | summarize n = count() by group | order by group asc"),
                                reader)
                        .toString())
                .isEqualTo("[{\"group\":\"corp\",\"n\":2},{\"group\":\"prod\",\"n\":2}]");
    }

    private List<String> listed(String scope, String filter) {
        String more =
                filter.isEmpty() ? "" : "&$filter=" + filter.replace(" ", "%20").replace("'", "%27");
        return running.get(scope + ASSIGNMENTS + POLICY + more.replace("$", "%24"), running.adminToken)
                .body()
                .path("value")
                .valueStream()
                .map(a -> a.at("/properties/scope").asString())
                .map(s -> s.substring(s.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    @Test
    void inheritedPolicyAssignmentsAreListed() {
        String place = "/subscriptions/" + subscription;
        List<String> inherited =
                Stream.of(root, subscription, "corp", "prod").sorted().toList();
        assertThat(listed(place, "")).isEqualTo(inherited);
        assertThat(listed(place, "atScope()")).isEqualTo(inherited);
        assertThat(listed(place, "atExactScope()")).containsExactly(subscription);
        assertThat(listed(GROUPS + "corp", ""))
                .isEqualTo(Stream.of(root, "corp").sorted().toList());
        assertThat(listed(GROUPS + "corp", "atExactScope()")).containsExactly("corp");
        running.registry("one");
        assertThat(listed(place + "/resourceGroups/RG-One", "")).isEqualTo(inherited);
        assertThat(listed(place + "/resourceGroups/RG-One", "atExactScope()")).isEmpty();
        String set = "/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8";
        assertThat(listed(place, "policyDefinitionId eq '" + set + "'")).isEqualTo(inherited);
        assertThat(listed(place, "policyDefinitionId eq '" + set + "x'")).isEmpty();
        Reply refused = running.get(place + ASSIGNMENTS + POLICY + "&%24filter=category", running.adminToken);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidFilterInQueryString");
    }
}
