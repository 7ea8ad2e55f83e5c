package io.tidewaiter.flow.discover;

import io.tidewaiter.intake.support.Reach;
import io.tidewaiter.intake.support.RegistrySupport;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.ResourceStore;
import java.util.Optional;

/** Whether the images of a registry are scanned: a plan covers it, and it can be. Asked before anything is pulled. */
public final class Covered {
    private final ResourceStore resources;
    private final Reach reach;

    public Covered(ResourceStore resources, Reach reach) {
        this.resources = resources;
        this.reach = reach;
    }

    /** Whether a plan switches scanning on: the registry's own where it has one, else its subscription's. */
    public boolean byPlan(RegistryResource registry) {
        return resources.isCovered(registry);
    }

    /** Whether the registry can be scanned, by what its resource says. */
    public RegistrySupport support(RegistryResource registry) {
        return RegistrySupport.of(registry, reach);
    }

    /** Why nothing of the registry is scanned; empty where it is. */
    public Optional<String> whyNot(RegistryResource registry) {
        if (!byPlan(registry)) {
            return Optional.of("not scanned: the plan " + Plan.CONTAINER_REGISTRY
                    + " of the registry or its subscription is Free");
        }
        return support(registry) instanceof RegistrySupport.Unsupported(String cause, String _)
                ? Optional.of("not scanned: the registry is not supported (" + cause + ")")
                : Optional.empty();
    }
}
