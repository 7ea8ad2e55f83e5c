package io.tidewaiter.server;

/**
 * The administrator that the first start made: shown once by whoever started, and known to nobody afterwards.
 *
 * @param subscriptionId a subscription to begin with, image scanning switched on
 */
public record FirstCredential(String tenantId, String clientId, String secret, String subscriptionId) {
    @Override
    public String toString() {
        return "FirstCredential[" + clientId + "]";
    }
}
