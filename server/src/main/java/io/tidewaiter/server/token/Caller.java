package io.tidewaiter.server.token;

/**
 * Who calls, as the token says.
 *
 * @param clientId the application id
 * @param objectId the principal id that role assignments name
 */
public record Caller(String clientId, String objectId, String tenantId) {}
