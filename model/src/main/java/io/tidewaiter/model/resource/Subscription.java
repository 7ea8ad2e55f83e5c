package io.tidewaiter.model.resource;

/**
 * A subscription: plans are switched per subscription, roles are inherited from it.
 *
 * @param subscriptionId a GUID, lower case
 * @param tenantId a GUID
 * @param state {@code Enabled} or another ARM state
 */
public record Subscription(String subscriptionId, String tenantId, String displayName, String state) {
    /** The ARM id. */
    public String id() {
        return "/subscriptions/" + subscriptionId;
    }
}
