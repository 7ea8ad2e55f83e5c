package io.tidewaiter.assess.rule;

import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a finding lies, as rules name it.
 *
 * @param scopes the registry and everything above it that a rule can hang on, in lower case, the nearest first
 * @param operatingSystem {@code debian_12}; empty where unknown
 */
public record RulePlace(List<String> scopes, String repository, String digest, String operatingSystem) {
    public RulePlace {
        scopes = List.copyOf(scopes);
    }

    /** {@code debian_12}, as rules name an operating system; empty where it is not known. */
    public static String word(OperatingSystem system) {
        String id = system.id().toLowerCase(Locale.ROOT);
        return system.versionId().isEmpty() ? id : id + "_" + system.versionId().toLowerCase(Locale.ROOT);
    }

    /**
     * A resource and what contains it: resource group, subscription, management groups, tenant.
     *
     * @param resourceKey an ARM id in any casing
     * @param managementGroups ids of those above the subscription, the nearest first
     */
    public static List<String> scopes(String resourceKey, List<String> managementGroups) {
        List<String> scopes = new ArrayList<>();
        String key = resourceKey.toLowerCase(Locale.ROOT);
        scopes.add(key);
        String[] parts = key.split("/");
        if (parts.length > 5 && parts[3].equals("resourcegroups")) {
            scopes.add(String.join("/", List.of(parts).subList(0, 5)));
        }
        if (parts.length > 3 && parts[1].equals("subscriptions")) {
            scopes.add("/subscriptions/" + parts[2]);
        }
        managementGroups.forEach(group -> scopes.add(group.toLowerCase(Locale.ROOT)));
        scopes.add("/");
        return scopes;
    }
}
