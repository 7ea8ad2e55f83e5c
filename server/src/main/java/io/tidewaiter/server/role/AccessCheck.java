package io.tidewaiter.server.role;

import io.tidewaiter.model.resource.RoleAssignment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * May this principal do this here? Denied unless a role on the scope, or on one above it, says yes.
 *
 * <p>Above are the scopes that an id begins with, the management groups over its subscription, and the tenant.
 */
public final class AccessCheck {
    private final Function<String, List<RoleAssignment>> assignments;
    private final Function<String, Optional<RoleDefinition>> roles;
    private final Hierarchy hierarchy;

    /**
     * All three are asked anew each time, so that a role that was taken away is gone.
     *
     * @param assignments those of a principal and of the groups it is in, by its object id
     * @param roles the role of a GUID
     */
    public AccessCheck(
            Function<String, List<RoleAssignment>> assignments,
            Function<String, Optional<RoleDefinition>> roles,
            Hierarchy hierarchy) {
        this.assignments = assignments;
        this.roles = roles;
        this.hierarchy = hierarchy;
    }

    /** Whether an action is allowed on a scope. */
    public boolean allows(String objectId, String action, Scope scope) {
        List<Scope> above = hierarchy.above(scope);
        return held(objectId, scope, above).anyMatch(role -> role.allows(action));
    }

    /** The roles that a principal has on a scope. */
    public List<RoleDefinition> rolesOn(String objectId, Scope scope) {
        return held(objectId, scope, hierarchy.above(scope)).distinct().toList();
    }

    private Stream<RoleDefinition> held(String objectId, Scope scope, List<Scope> above) {
        return assignments.apply(objectId).stream()
                .filter(a -> covers(Scope.of(a.scope()), scope, above))
                .flatMap(a -> roles.apply(a.roleDefinitionId()).stream());
    }

    /** The scopes of roles that allow an action, management groups among them. */
    public List<Scope> scopes(String objectId, String action) {
        return assignments.apply(objectId).stream()
                .filter(a -> roles.apply(a.roleDefinitionId())
                        .filter(r -> r.allows(action))
                        .isPresent())
                .map(a -> Scope.of(a.scope()))
                .distinct()
                .toList();
    }

    /** Whether a principal has any role on a scope, above it or below it: what lists of containers show. */
    public boolean reaches(String objectId, Scope scope) {
        List<Scope> above = hierarchy.above(scope);
        return assignments.apply(objectId).stream()
                .map(a -> Scope.of(a.scope()))
                .anyMatch(held -> covers(held, scope, above) || covers(scope, held, hierarchy.above(held)));
    }

    /** Whether a place on or above another: its id begins so, or it is a management group over it. */
    public boolean covers(Scope held, Scope scope) {
        return covers(held, scope, hierarchy.above(scope));
    }

    /** Whether a place is on or above another, of many places: the other is looked up once. */
    public Predicate<Scope> over(Scope scope) {
        List<Scope> above = hierarchy.above(scope);
        return held -> covers(held, scope, above);
    }

    /** The management groups above a place. */
    public List<Scope> above(Scope scope) {
        return hierarchy.above(scope);
    }

    private static boolean covers(Scope held, Scope scope, List<Scope> above) {
        return held.contains(scope) || above.stream().anyMatch(a -> a.key().equals(held.key()));
    }
}
