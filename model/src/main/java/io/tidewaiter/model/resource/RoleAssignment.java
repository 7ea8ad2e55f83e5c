package io.tidewaiter.model.resource;

import java.time.Instant;

/**
 * A role on a scope for a principal ({@code Microsoft.Authorization/roleAssignments}).
 *
 * @param name a GUID
 * @param scope an ARM id; {@code /} for the tenant
 * @param roleDefinitionId the role's GUID
 * @param principalId the principal's object id
 * @param principalType {@code ServicePrincipal}, {@code User} or {@code Group}
 * @param createdAt 1970 for one that is not written yet
 * @param createdBy the client id of who gave it
 */
public record RoleAssignment(
        String name,
        String scope,
        String roleDefinitionId,
        String principalId,
        String principalType,
        String description,
        Instant createdAt,
        String createdBy) {
    /** For a service principal, not written yet. */
    public RoleAssignment(String name, String scope, String roleDefinitionId, String principalId) {
        this(name, scope, roleDefinitionId, principalId, "ServicePrincipal", "", Instant.EPOCH, "");
    }
}
