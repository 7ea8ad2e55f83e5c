package io.tidewaiter.server.role;

import io.tidewaiter.model.resource.RoleAssignment;
import java.util.List;
import java.util.function.Function;

/** May this principal do this here? Denied unless a role on the scope, or on one above it, says yes. */
public final class AccessCheck {
    private final Function<String, List<RoleAssignment>> assignments;

    /** @param assignments those of a principal, by its object id; asked anew each time, so that a removed role is gone */
    public AccessCheck(Function<String, List<RoleAssignment>> assignments) {
        this.assignments = assignments;
    }

    /** Whether an action is allowed on a scope. */
    public boolean allows(String objectId, String action, Scope scope) {
        return assignments.apply(objectId).stream()
                .filter(a -> Scope.of(a.scope()).contains(scope))
                .flatMap(a -> BuiltInRoles.of(a.roleDefinitionId()).stream())
                .anyMatch(role -> role.allows(action));
    }

    /** Whether a principal has any role on a scope, above it or below it: what lists of containers show. */
    public boolean reaches(String objectId, Scope scope) {
        return assignments.apply(objectId).stream()
                .map(a -> Scope.of(a.scope()))
                .anyMatch(held -> held.contains(scope) || scope.contains(held));
    }
}
