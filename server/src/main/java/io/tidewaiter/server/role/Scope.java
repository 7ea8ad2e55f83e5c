package io.tidewaiter.server.role;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place in the tree that roles are inherited along: {@code /}, a subscription, a resource group, a resource (Azure
 * wire reference 1.1). Compared without regard to case; shown as it was written.
 *
 * @param segments of the ARM id, without empty ones
 */
public record Scope(List<String> segments) {
    /** The tenant: {@code /}. */
    public static final Scope TENANT = new Scope(List.of());

    public Scope {
        segments = List.copyOf(segments);
    }

    /** The scope of an ARM id; leading, doubled and trailing slashes change nothing. */
    public static Scope of(String id) {
        return new Scope(Arrays.stream(id.split("/")).filter(s -> !s.isEmpty()).toList());
    }

    /** A place below this one. */
    public Scope child(String... more) {
        return new Scope(java.util.stream.Stream.concat(segments.stream(), Arrays.stream(more))
                .toList());
    }

    /** The ARM id, {@code /} for the tenant. */
    public String id() {
        return "/" + String.join("/", segments);
    }

    /** The id in lower case: two spellings of one place have the same key. */
    public String key() {
        return id().toLowerCase(Locale.ROOT);
    }

    /** Whether a role here is inherited there; a scope contains itself. */
    public boolean contains(Scope other) {
        if (segments.size() > other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equalsIgnoreCase(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The subscription that this lies in, in lower case. */
    public Optional<String> subscriptionId() {
        return named(0, "subscriptions").map(s -> s.toLowerCase(Locale.ROOT));
    }

    /** The resource group that this lies in, as written. */
    public Optional<String> resourceGroup() {
        return subscriptionId().isPresent() ? named(2, "resourceGroups") : Optional.empty();
    }

    /** The management group that this is or hangs on, as written. */
    public Optional<String> managementGroup() {
        boolean group = segments.size() >= 4
                && segments.get(0).equalsIgnoreCase("providers")
                && segments.get(1).equalsIgnoreCase("Microsoft.Management")
                && segments.get(2).equalsIgnoreCase("managementGroups");
        return group ? Optional.of(segments.get(3)) : Optional.empty();
    }

    /** The scope of a management group. */
    public static Scope ofManagementGroup(String name) {
        return TENANT.child("providers", "Microsoft.Management", "managementGroups", name);
    }

    /** The registry that this is, as written; empty for every other resource and for what lies below one. */
    public Optional<String> registry() {
        boolean registry = resourceGroup().isPresent()
                && segments.size() == 8
                && segments.get(4).equalsIgnoreCase("providers")
                && segments.get(5).equalsIgnoreCase("Microsoft.ContainerRegistry")
                && segments.get(6).equalsIgnoreCase("registries");
        return registry ? Optional.of(segments.get(7)) : Optional.empty();
    }

    private Optional<String> named(int at, String word) {
        return segments.size() > at + 1 && segments.get(at).equalsIgnoreCase(word)
                ? Optional.of(segments.get(at + 1))
                : Optional.empty();
    }
}
