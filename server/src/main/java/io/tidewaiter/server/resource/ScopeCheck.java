package io.tidewaiter.server.resource;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in a scope, and what is said of a scope that does not exist. */
public final class ScopeCheck {
    private ScopeCheck() {}

    /** The registries in a scope, by id; a management group holds those of its subscriptions. */
    public static List<RegistryResource> registries(ResourceStore resources, Scope scope) {
        List<RegistryResource> candidates =
                scope.subscriptionId().map(resources::registries).orElseGet(resources::registries);
        return candidates.stream()
                .filter(r -> covers(resources, scope, Scope.of(r.id())))
                .toList();
    }

    /** Whether one place is on or above another: its id begins so, or it is a management group over it. */
    public static boolean covers(ResourceStore resources, Scope above, Scope below) {
        return above.contains(below)
                || managementGroups(resources, below).stream()
                        .anyMatch(group -> Scope.ofManagementGroup(group).key().equals(above.key()));
    }

    /** The management groups over a place, the nearest first, and the root last where the place lies in it. */
    public static List<String> managementGroups(ResourceStore resources, Scope scope) {
        Optional<String> subscription = scope.subscriptionId();
        if (subscription.isPresent()) {
            return withRoot(resources, resources.tree().above(subscription.get()));
        }
        return scope.managementGroup()
                .map(group -> withRoot(resources, resources.tree().chain(group)))
                .orElse(List.of());
    }

    private static List<String> withRoot(ResourceStore resources, List<String> chain) {
        return Stream.concat(chain.stream(), resources.tree().root().stream())
                .distinct()
                .toList();
    }

    /**
     * The id of a place as it was first written: that of the resource where there is one, else with ARM's own words in
     * their usual spelling.
     */
    public static String spelled(ResourceStore resources, Scope scope) {
        Optional<String> stored = resources
                .registry(scope.id())
                .map(RegistryResource::id)
                .or(() -> resources.arm().get(scope.id()).map(ArmResource::id));
        if (stored.isPresent() || scope.segments().isEmpty()) {
            return stored.orElse("");
        }
        List<String> words = new ArrayList<>(scope.segments());
        for (int i = 0; i < words.size(); i += 2) {
            words.set(i, spelled(words.get(i)));
        }
        scope.subscriptionId().ifPresent(id -> words.set(1, id));
        return "/" + String.join("/", words);
    }

    private static String spelled(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "subscriptions" -> "subscriptions";
            case "resourcegroups" -> "resourceGroups";
            case "providers" -> "providers";
            case "managementgroups" -> "managementGroups";
            default -> word;
        };
    }

    /** 404 for a management group, subscription, resource group or resource that does not exist; empty for one that does. */
    public static Optional<Answer> absent(ResourceStore resources, Scope scope) {
        if (scope.segments().isEmpty()) {
            return Optional.empty();
        }
        if (scope.managementGroup().isPresent()) {
            return group(resources, scope, scope.managementGroup().get());
        }
        Optional<String> subscription = scope.subscriptionId();
        if (subscription.isPresent()
                && resources.subscription(subscription.get()).isEmpty()) {
            return Optional.of(Containers.absent(subscription.get()));
        }
        Scope assessed = assessed(scope);
        if (!assessed.equals(scope)) {
            return absent(resources, assessed);
        }
        if ((scope.segments().size() == 2 && subscription.isPresent())
                || resources.registry(scope.id()).isPresent()
                || resources.arm().get(scope.id()).isPresent()) {
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

    /** What a built-in assessment is about, which is there when that is: it has no row of its own. Else the scope itself. */
    static Scope assessed(Scope scope) {
        List<String> segments = scope.segments();
        int size = segments.size();
        boolean assessment = size >= 4
                && segments.get(size - 2).equalsIgnoreCase("assessments")
                && segments.get(size - 3).equalsIgnoreCase("Microsoft.Security")
                && AssessmentKey.of(segments.get(size - 1)).isPresent();
        return assessment ? new Scope(segments.subList(0, size - 4)) : scope;
    }

    private static Optional<Answer> group(ResourceStore resources, Scope scope, String name) {
        boolean known = resources.tree().root().filter(name::equalsIgnoreCase).isPresent()
                || resources.arm().get(Scope.ofManagementGroup(name).id()).isPresent();
        if (!known) {
            return Optional.of(Answer.notFound(Scope.ofManagementGroup(name).id()));
        }
        boolean itself = scope.segments().size() == 4;
        return itself || resources.arm().get(scope.id()).isPresent()
                ? Optional.empty()
                : Optional.of(Answer.notFound(scope.id()));
    }
}
