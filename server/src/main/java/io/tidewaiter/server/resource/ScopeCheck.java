package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Optional;

/** What lies in a scope, and what is said of a scope that does not exist. */
final class ScopeCheck {
    private ScopeCheck() {}

    /** The registries in a scope, by id. */
    static List<RegistryResource> registries(ResourceStore resources, Scope scope) {
        List<RegistryResource> candidates =
                scope.subscriptionId().map(resources::registries).orElseGet(resources::registries);
        return candidates.stream().filter(r -> scope.contains(Scope.of(r.id()))).toList();
    }

    /** 404 for a subscription, resource group or resource that does not exist; empty for one that does. */
    static Optional<Answer> absent(ResourceStore resources, Scope scope) {
        if (scope.segments().isEmpty()) {
            return Optional.empty();
        }
        String subscription = scope.subscriptionId().orElse("");
        if (subscription.isEmpty() || resources.subscription(subscription).isEmpty()) {
            return Optional.of(Containers.absent(subscription));
        }
        if (scope.segments().size() == 2 || !registries(resources, scope).isEmpty()) {
            return Optional.empty();
        }
        boolean group = scope.segments().size() == 4 && scope.resourceGroup().isPresent();
        return Optional.of(
                group
                        ? Answer.error(
                                404,
                                "ResourceGroupNotFound",
                                "Resource group '"
                                        + Quoted.of(scope.resourceGroup().orElse("")) + "' could not be found.")
                        : Answer.notFound(scope.id()));
    }
}
