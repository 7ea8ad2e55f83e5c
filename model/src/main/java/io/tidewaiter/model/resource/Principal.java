package io.tidewaiter.model.resource;

/**
 * Who calls: a service principal of the built-in issuer.
 *
 * @param clientId the application id, a GUID
 * @param objectId the principal id that role assignments name, a GUID
 * @param secretHash salted hash of the client secret, never the secret
 */
public record Principal(String clientId, String objectId, String tenantId, String displayName, String secretHash) {
    @Override
    public String toString() {
        return "Principal[" + displayName + " " + clientId + "]";
    }
}
