package io.tidewaiter.server.directory;

import io.tidewaiter.server.http.Responses;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which groups a principal is in, directly and through other groups.
 *
 * <p>A picture in memory, taken anew after any write of an ARM resource: every request asks for it.
 */
public final class Memberships {
    private final ArmResourceStore resources;
    private volatile Picture current = new Picture(-1, Map.of());

    public Memberships(ArmResourceStore resources) {
        this.resources = resources;
    }

    /** The object ids of the groups that hold a member, by the member's object id in lower case. */
    private record Picture(long changes, Map<String, Set<String>> groups) {}

    /** The object ids of all groups that a principal is in, lower case. */
    public Set<String> groupsOf(String objectId) {
        Map<String, Set<String>> groups = picture().groups();
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(key(objectId)));
        while (!next.isEmpty()) {
            for (String group : groups.getOrDefault(next.remove(), Set.of())) {
                if (found.add(group)) {
                    next.add(group);
                }
            }
        }
        return found;
    }

    private Picture picture() {
        long changes = resources.changes(); // before the reading: a write meanwhile makes the picture an old one
        Picture kept = current;
        if (kept.changes() == changes) {
            return kept;
        }
        Map<String, Set<String>> groups = new HashMap<>();
        for (ArmResource group : resources.list(Groups.TYPE)) {
            JsonNode properties = Responses.JSON.readTree(group.body()).path("properties");
            String id = key(properties.path("objectId").asString(""));
            for (JsonNode member : properties.path("members")) {
                groups.computeIfAbsent(key(member.asString("")), m -> new LinkedHashSet<>())
                        .add(id);
            }
        }
        Picture taken = new Picture(changes, Map.copyOf(groups));
        current = taken;
        return taken;
    }

    private static String key(String objectId) {
        return objectId.toLowerCase(Locale.ROOT);
    }
}
