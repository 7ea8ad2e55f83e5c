package io.tidewaiter.intake.connect;

import io.tidewaiter.model.resource.RegistryResource;
import java.util.List;

/**
 * What a connector found.
 *
 * @param subscriptions those that the registries lie in
 * @param registries with the properties that their source knows
 * @param complete whether what is not among them is not there any more
 * @param why it is not complete; empty where it is
 */
public record Connected(
        List<NamedSubscription> subscriptions, List<RegistryResource> registries, boolean complete, String why) {
    /** A subscription by its id and its name for people. */
    public record NamedSubscription(String subscriptionId, String displayName) {}

    public Connected {
        subscriptions = List.copyOf(subscriptions);
        registries = List.copyOf(registries);
    }

    /** Nothing could be found out. */
    public static Connected failed(String why) {
        return new Connected(List.of(), List.of(), false, why);
    }
}
