package io.tidewaiter.model.resource;

/**
 * A Defender plan of a subscription ({@code Microsoft.Security/pricings}).
 *
 * @param name for example {@code ContainerRegistry}
 * @param standard true for {@code Standard}: scanning is on; false for {@code Free}
 */
public record Plan(String subscriptionId, String name, boolean standard) {
    /** The plan that switches image scanning. */
    public static final String CONTAINER_REGISTRY = "ContainerRegistry";

    /** The plan that took its place, and switches it as well. */
    public static final String CONTAINERS = "Containers";

    /** {@code Standard} or {@code Free}. */
    public String pricingTier() {
        return standard ? "Standard" : "Free";
    }
}
