package io.tidewaiter.server.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.resource.RoleAssignment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    @ParameterizedTest
    @CsvSource({
        "/, /subscriptions/a, true",
        "/subscriptions/a, /subscriptions/a, true",
        "/subscriptions/A, /Subscriptions/a/resourcegroups/g, true",
        "/subscriptions/a, /subscriptions/ab, false",
        "/subscriptions/a/resourceGroups/g, /subscriptions/a, false",
        "/subscriptions/a/resourceGroups/g, /subscriptions/a/resourceGroups/g2, false",
        "//subscriptions//a/, /subscriptions/a/providers/X/y/z, true"
    })
    void rolesAreInheritedDownwards(String above, String below, boolean inherited) {
        assertThat(Scope.of(above).contains(Scope.of(below))).isEqualTo(inherited);
    }

    @ParameterizedTest
    @CsvSource({
        "*, Microsoft.Security/assessments/read, true",
        "*/read, Microsoft.Security/assessments/read, true",
        "*/read, Microsoft.Security/assessments/write, false",
        "*/read, Microsoft.Security/read/write, false",
        "Microsoft.Security/*/read, microsoft.security/assessments/subassessments/READ, true",
        "Microsoft.Security/*/read, Microsoft.SecurityX/assessments/read, false",
        "Microsoft.Authorization/*/Write, Microsoft.Authorization/roleAssignments/write, true",
        "Microsoft.Security/*, Microsoft.Security/pricings/write, true",
        "a*b*c, abc, true",
        "a*b*c, ac, false",
        "ab*ba, aba, false"
    })
    void starsStandForAnything(String pattern, String action, boolean covered) {
        assertThat(RoleDefinition.matches(pattern, action)).isEqualTo(covered);
    }

    private static AccessCheck check(RoleAssignment... held) {
        return new AccessCheck(id -> List.of(held), BuiltInRoles::of, ScopeTest::groups);
    }

    /** Subscription a lies under group inner, which lies under group outer. */
    private static List<Scope> groups(Scope scope) {
        boolean inner = scope.subscriptionId().filter("a"::equals).isPresent()
                || scope.managementGroup().filter("inner"::equals).isPresent();
        return inner ? List.of(Scope.ofManagementGroup("inner"), Scope.ofManagementGroup("outer")) : List.of();
    }

    @Test
    void rolesAreInheritedFromManagementGroups() {
        AccessCheck outer =
                check(new RoleAssignment("n", Scope.ofManagementGroup("OUTER").id(), BuiltInRoles.OWNER, "p"));
        String action = "Microsoft.Security/assessments/read";
        for (String below : List.of(
                "/subscriptions/a",
                "/subscriptions/a/resourceGroups/g",
                "/providers/" + "Microsoft.Management/managementGroups/inner")) {
            assertThat(outer.allows("p", action, Scope.of(below))).as(below).isTrue();
            assertThat(outer.reaches("p", Scope.of(below))).as(below).isTrue();
        }
        for (String beside : List.of("/", "/subscriptions/b", "/providers/Microsoft.Management/managementGroups/x")) {
            assertThat(outer.allows("p", action, Scope.of(beside))).as(beside).isFalse();
        }
        assertThat(outer.reaches("p", Scope.of("/subscriptions/b"))).isFalse();
        AccessCheck below = check(new RoleAssignment("n", "/subscriptions/a", BuiltInRoles.OWNER, "p"));
        assertThat(below.reaches("p", Scope.ofManagementGroup("outer"))).isTrue();
        assertThat(below.allows("p", action, Scope.ofManagementGroup("outer"))).isFalse();
    }

    @Test
    void deniesByDefaultAndSubtractsWithinARoleOnly() {
        String contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
        AccessCheck none = check();
        AccessCheck one = check(new RoleAssignment("n", "/", contributor, "p"));
        AccessCheck two = check(
                new RoleAssignment("n", "/", contributor, "p"),
                new RoleAssignment("m", "/subscriptions/a", BuiltInRoles.OWNER, "p"));
        String write = "Microsoft.Authorization/roleAssignments/write";
        assertThat(none.allows("p", "Microsoft.Security/assessments/read", Scope.TENANT))
                .isFalse();
        assertThat(one.allows("p", "Microsoft.Security/pricings/write", Scope.of("/subscriptions/a")))
                .isTrue();
        assertThat(one.allows("p", write, Scope.of("/subscriptions/a"))).isFalse();
        assertThat(two.allows("p", write, Scope.of("/subscriptions/a"))).isTrue();
        assertThat(two.allows("p", write, Scope.of("/subscriptions/b"))).isFalse();
    }

    @Test
    void onlyOwnersMakeSecrets() {
        assertThat(BuiltInRoles.all())
                .filteredOn(r -> r.allows("Tidewaiter.Security/servicePrincipals/regenerateSecret/action")
                        || r.allows("Tidewaiter.Security/groups/write")
                        || r.allows("Tidewaiter.Security/groups/delete")
                        || r.allows("Tidewaiter.Security/servicePrincipals/write"))
                .extracting(RoleDefinition::roleName)
                .containsExactly("Owner");
        assertThat(BuiltInRoles.all())
                .filteredOn(r -> r.allows("Tidewaiter.Security/registries/listIntakeCredentials/action"))
                .extracting(RoleDefinition::roleName)
                .containsExactly("Owner", "Contributor");
    }
}
