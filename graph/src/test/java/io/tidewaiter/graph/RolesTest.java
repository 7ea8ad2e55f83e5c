package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.graph.table.Right;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.Precondition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Role definitions: built-in ones for whoever may read any, others where they can be assigned. */
class RolesTest {
    private static final String ONE = "/subscriptions/" + Fleet.ONE;
    private static final String NAMES = """
            authorizationresources | where type == 'microsoft.authorization/roledefinitions'
            | project tostring(properties.roleName) | order by properties_roleName asc
            """;

    @TempDir
    Path folder;

    private State state;
    private Graph graph;

    @BeforeEach
    void open() {
        Fleet.TestClock clock = new Fleet.TestClock();
        state = State.open(folder.resolve("state"), clock);
        new Fleet(state, clock).registry(Fleet.ONE, "rg", "one");
        role("11111111-0000-0000-0000-000000000001", "OfOne", ONE);
        role(
                "11111111-0000-0000-0000-000000000002",
                "OfAGroup",
                ONE.toUpperCase(java.util.Locale.ROOT) + "/resourceGroups/rg/");
        role("11111111-0000-0000-0000-000000000003", "OfTwo", "/subscriptions/" + Fleet.TWO);
        role("11111111-0000-0000-0000-000000000004", "OfAll", "/");
        role(
                "11111111-0000-0000-0000-000000000005",
                "OfManagement",
                "/providers/Microsoft.Management/managementGroups/m");
        graph = Graph.still(
                GraphSettings.in(folder.resolve("graph")).withMemoryBytes(256L << 20), Fleet.subject(state), clock);
        graph.catchUp();
    }

    @AfterEach
    void close() {
        graph.close();
        state.close();
    }

    private void role(String name, String roleName, String scope) {
        String id = "/providers/Microsoft.Authorization/roleDefinitions/" + name;
        String body = "{\"properties\":{\"roleName\":\"" + roleName
                + "\",\"type\":\"CustomRole\",\"assignableScopes\":[\"" + scope + "\"]}}";
        state.resources()
                .arm()
                .put(
                        new ArmResourceStore.Wanted(id, "Microsoft.Authorization/roleDefinitions", body),
                        Precondition.NONE,
                        "test");
    }

    private String seen(Map<Right, List<String>> scopes) {
        return ScopeTest.answer(graph, new Reader("me", scopes), NAMES);
    }

    @Test
    void aRoleIsSeenWhereItCanBeAssigned() {
        assertThat(seen(Map.of(Right.ROLES, List.of("/"))))
                .isEqualTo("[[OfAGroup], [OfAll], [OfManagement], [OfOne], [OfTwo], [Reader]]");
        assertThat(seen(Map.of(Right.ROLES, List.of(ONE)))).isEqualTo("[[OfAGroup], [OfAll], [OfOne], [Reader]]");
        assertThat(seen(Map.of(Right.ROLES, List.of(ONE + "/resourceGroups/rg"))))
                .isEqualTo("[[OfAGroup], [OfAll], [OfOne], [Reader]]");
        assertThat(seen(Map.of(Right.ROLES, List.of(ONE + "/resourceGroups/rg2"))))
                .isEqualTo("[[OfAll], [OfOne], [Reader]]");
        assertThat(seen(Map.of(
                        Right.ROLES,
                        List.of("/subscriptions/" + Fleet.TWO, "/providers/microsoft.management/managementgroups/m"))))
                .isEqualTo("[[OfAll], [OfManagement], [OfTwo], [Reader]]");
    }

    @Test
    void whoMayReadNoRolesSeesNone() {
        assertThat(seen(Map.of(Right.AUTHORIZATION, List.of("/"), Right.ROLES, List.of())))
                .isEqualTo("[]");
        assertThat(seen(Map.of())).isEqualTo("[]");
    }

    @Test
    void anAssignmentNamesItsRole() {
        state.resources()
                .putRoleAssignment(
                        new RoleAssignment("a1", ONE, Fleet.READER.toUpperCase(java.util.Locale.ROOT), "p1"), "test");
        graph.catchUp();
        // Microsoft's published way of naming the role of an assignment
        String query = """
                authorizationresources
                | where type =~ 'microsoft.authorization/roleassignments'
                | extend roleDefinitionId = tolower(tostring(properties.roleDefinitionId))
                | extend principalType = tostring(properties.principalType), scope = tostring(properties.scope)
                | join kind=inner (
                    authorizationresources
                    | where type =~ 'microsoft.authorization/roledefinitions'
                    | extend roleDefinitionId = tolower(id), roleName = tostring(properties.roleName)
                    | project roleDefinitionId, roleName, roleType = tostring(properties.type), tenantId, subscriptionId
                  ) on roleDefinitionId
                | project roleName, roleType, principalType, scope, subscriptionId, tenantId1, subscriptionId1
                """;
        assertThat(ScopeTest.answer(graph, Reader.ofEverything("me"), query))
                .isEqualTo("[[Reader, BuiltInRole, ServicePrincipal, " + ONE + ", " + Fleet.ONE + ", , ]]");
        assertThat(ScopeTest.answer(
                        graph, new Reader("me", Map.of(Right.ROLES, List.of(ONE))), "authorizationresources | count"))
                .isEqualTo("[[4]]");
    }
}
