package io.tidewaiter.model.resource;

/**
 * A role on a scope for a principal ({@code Microsoft.Authorization/roleAssignments}).
 *
 * @param name a GUID
 * @param scope an ARM id; {@code /} for the tenant
 * @param roleDefinitionId the role's GUID
 * @param principalId the principal's object id
 */
public record RoleAssignment(String name, String scope, String roleDefinitionId, String principalId) {}
