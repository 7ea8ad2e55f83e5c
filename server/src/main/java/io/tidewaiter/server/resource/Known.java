package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.arm.ArmPath;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Subscriptions and registries at the time that is asked about: what has gone since is there for who asks for the past, and
 * what was not yet there is not. The tree of management groups has no history.
 *
 * @param time empty for now
 */
public record Known(ResourceStore resources, Optional<Instant> time) {
    /** The registry of an id. */
    public Optional<RegistryResource> registry(String id) {
        return time.map(then -> resources.registryHistory().at(id, then)).orElseGet(() -> resources.registry(id));
    }

    /** The subscriptions in a scope; the one that an id names, or those under a management group. */
    public List<String> subscriptions(Scope scope) {
        return scope.subscriptionId()
                .map(List::of)
                .orElseGet(() ->
                        time.map(resources.subscriptionHistory()::at).orElseGet(resources::subscriptions).stream()
                                .filter(s -> ScopeCheck.covers(
                                        resources, scope, Scope.of("/subscriptions/" + s.subscriptionId())))
                                .map(Subscription::subscriptionId)
                                .toList());
    }

    /** The registries in a scope, by id. */
    public List<RegistryResource> registries(Scope scope) {
        if (time.isEmpty()) {
            return ScopeCheck.registries(resources, scope);
        }
        return subscriptions(scope).stream()
                .flatMap(s -> resources.registryHistory().list(s, time.get()).stream())
                .filter(r -> ScopeCheck.covers(resources, scope, Scope.of(r.id())))
                .toList();
    }

    /** As {@link ScopeCheck#absent}, but who asks for the past also finds what was there then. */
    public Optional<Answer> absent(Scope scope) {
        return wasThere(scope) ? Optional.empty() : ScopeCheck.absent(resources, scope);
    }

    private boolean wasThere(Scope scope) {
        if (time.isEmpty()) {
            return false;
        }
        Instant then = time.get();
        Scope asked = ScopeCheck.assessed(scope);
        return scope.subscriptionId()
                .filter(id -> asked.segments().size() == 2
                        ? resources.subscriptionHistory().at(id, then).isPresent()
                        : registry(asked.id()).isPresent()
                                || ArmPath.of(asked)
                                        .flatMap(path -> resources.arm().get(path.typeKey(), asked.id(), then))
                                        .isPresent())
                .isPresent();
    }
}
