package io.tidewaiter.store.arm;

import io.tidewaiter.store.database.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Management groups: who lies under whom. The root is named like the tenant and is above everything.
 *
 * <p>A picture in memory, taken anew after any write of an ARM resource: every request asks for it.
 */
public final class ManagementTree {
    /** The type of a management group. */
    public static final String GROUP = "microsoft.management/managementgroups";
    /** The type of a subscription's place under a management group. */
    public static final String MEMBER = "microsoft.management/managementgroups/subscriptions";
    /** How deep groups may lie, the root not counted (Azure's own limit). */
    public static final int DEPTH_MAX = 6;

    private final ArmResourceStore resources;
    private volatile String rootName = "";
    private volatile Picture current = new Picture(-1, Map.of(), Map.of());

    public ManagementTree(ArmResourceStore resources) {
        this.resources = resources;
    }

    /** Names the root, which is above every group and subscription: the tenant. */
    public void rootedAt(String tenantId) {
        rootName = tenantId;
    }

    /** The root's name, once it is known. */
    public Optional<String> root() {
        return rootName.isEmpty() ? Optional.empty() : Optional.of(rootName);
    }

    /** Parents by lower-case name, as written; a group or subscription without one lies under the root. */
    private record Picture(long changes, Map<String, String> parents, Map<String, String> homes) {}

    /** The groups above a subscription, the nearest first; without the root. */
    public List<String> above(String subscriptionId) {
        return above(picture(), subscriptionId);
    }

    private static List<String> above(Picture picture, String subscriptionId) {
        String home = picture.homes().get(key(subscriptionId));
        return home == null ? List.of() : chain(picture, home);
    }

    /** Brings the picture up to date, for those who ask within a read of the state. */
    public void look() {
        picture();
    }

    /** The groups above a subscription as the last picture has them; reads nothing. */
    public List<String> lastAbove(String subscriptionId) {
        return above(current, subscriptionId);
    }

    /** The group itself and those above it, the nearest first; without the root. */
    public List<String> chain(String group) {
        return chain(picture(), group);
    }

    /** The subscriptions that lie under a group, at any depth; lower case. */
    public Set<String> subscriptionsUnder(String group) {
        Picture picture = picture();
        Set<String> found = new LinkedHashSet<>();
        picture.homes().forEach((subscription, home) -> {
            if (chain(picture, home).stream().anyMatch(g -> g.equalsIgnoreCase(group))) {
                found.add(subscription);
            }
        });
        return found;
    }

    /** The group that a subscription lies under, where it is not the root. */
    public Optional<String> home(String subscriptionId) {
        return Optional.ofNullable(picture().homes().get(key(subscriptionId)));
    }

    private static List<String> chain(Picture picture, String group) {
        List<String> chain = new ArrayList<>();
        String at = group;
        while (at != null && chain.size() <= DEPTH_MAX) {
            chain.add(at);
            at = picture.parents().get(key(at));
        }
        return chain;
    }

    private Picture picture() {
        long changes = resources.changes(); // before the reading: a write meanwhile makes the picture an old one
        Picture kept = current;
        if (kept.changes() == changes) {
            return kept;
        }
        Map<String, String> parents = new HashMap<>();
        for (ArmResource group : resources.list(GROUP)) {
            JsonNode parent = Json.read(group.body(), JsonNode.class).at("/properties/details/parent/id");
            String id = parent.asString("");
            if (!id.isEmpty()) {
                parents.put(key(group.name()), id.substring(id.lastIndexOf('/') + 1));
            }
        }
        Map<String, String> homes = new HashMap<>();
        for (ArmResource member : resources.list(MEMBER)) {
            String[] segments = member.id().split("/");
            homes.put(key(member.name()), segments[segments.length - 3]);
        }
        Picture taken = new Picture(changes, Map.copyOf(parents), Map.copyOf(homes));
        current = taken;
        return taken;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
