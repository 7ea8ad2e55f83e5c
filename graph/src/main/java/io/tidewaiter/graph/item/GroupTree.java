package io.tidewaiter.graph.item;

import io.tidewaiter.graph.form.ArmJson;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Management groups as one moment of the state has them: what they are called, and what lies under what, the way rows tell
 * it ({@code managementGroupAncestorsChain}, Azure wire reference 3.6). The root is named like the tenant and is above
 * everything, whether anybody wrote it or not.
 */
final class GroupTree {
    private static final String ID = "/providers/Microsoft.Management/managementGroups/";
    private static final String KEY = ID.toLowerCase(Locale.ROOT);

    private static final String[] NONE = {};

    private final String root;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, String> homes = new HashMap<>();

    private record Group(String name, String displayName, String parent) {}

    private GroupTree(String root) {
        this.root = root;
    }

    /** @param root the tenant */
    static GroupTree read(Sql state, String root) throws SQLException {
        GroupTree tree = new GroupTree(root);
        record Row(String id, String type, String body) {}
        List<Row> rows = state.list(
                "SELECT resource_id, type_key, body FROM arm_resource WHERE valid_to IS NULL AND type_key IN (?, ?)",
                row -> new Row(row.getString(1), row.getString(2), row.getString(3)),
                ManagementTree.GROUP,
                ManagementTree.MEMBER);
        for (Row row : rows) {
            String[] segments = row.id().split("/", -1);
            String name = segments[segments.length - 1];
            if (row.type().equals(ManagementTree.MEMBER)) {
                tree.homes.put(key(name), segments[segments.length - 3]);
                continue;
            }
            JsonNode properties = Json.read(row.body(), JsonNode.class).path("properties");
            String parent = ArmJson.text(properties.at("/details/parent"), "id");
            tree.groups.put(
                    key(name),
                    new Group(
                            name,
                            ArmJson.text(properties, "displayName"),
                            parent.substring(parent.lastIndexOf('/') + 1)));
        }
        return tree;
    }

    /** The name of the management group that a key is of. */
    static Optional<String> group(String resourceKey) {
        String name = resourceKey.startsWith(KEY) ? resourceKey.substring(KEY.length()) : "";
        return name.isEmpty() || name.contains("/") ? Optional.empty() : Optional.of(name);
    }

    /** The subscription whose place under a group a key is of. */
    static Optional<String> member(String resourceKey) {
        String[] segments = resourceKey.startsWith(KEY)
                ? resourceKey.substring(KEY.length()).split("/", -1)
                : NONE;
        return segments.length == 3 && segments[1].equals("subscriptions")
                ? Optional.of(segments[2])
                : Optional.empty();
    }

    /** The subscriptions that were put below one of these groups. */
    List<String> subscriptionsBelow(Set<String> names) {
        return homes.entrySet().stream()
                .filter(home -> isOnOrBelow(home.getValue(), names))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The keys of the groups below one of these, or that it is. */
    List<String> groupsBelow(Set<String> names) {
        return groups.keySet().stream()
                .filter(name -> isOnOrBelow(name, names))
                .map(name -> KEY + name)
                .toList();
    }

    private boolean isOnOrBelow(String group, Set<String> names) {
        return chain(group)
                .valueStream()
                .anyMatch(above -> names.contains(key(above.get("name").asString())));
    }

    /** The groups above a subscription, the nearest first and the root last. */
    ArrayNode above(String subscriptionId) {
        return chain(homes.getOrDefault(key(subscriptionId), root));
    }

    /** The root's row. */
    ObjectNode root() {
        return row(ArmJson.resource(ID + root, root, "Microsoft.Management/managementGroups"), root);
    }

    boolean isRoot(String resourceKey) {
        return resourceKey.equals(KEY + key(root));
    }

    /** A group's row: what is kept of it, and where it lies. */
    ObjectNode row(ObjectNode stored, String name) {
        ObjectNode properties = stored.putObject("properties")
                .put("displayName", displayName(name))
                .put("tenantId", root);
        ObjectNode details = properties.putObject("details");
        boolean isRoot = name.equalsIgnoreCase(root);
        if (!isRoot) {
            String parent = parent(name);
            details.putObject("parent")
                    .put("id", ID + parent)
                    .put("name", parent)
                    .put("displayName", displayName(parent));
        }
        ArrayNode chain = isRoot ? details.arrayNode() : chain(parent(name));
        ArrayNode names = details.putArray("managementGroupAncestors");
        chain.forEach(above -> names.add(above.get("name")));
        details.set("managementGroupAncestorsChain", chain);
        return stored;
    }

    private ArrayNode chain(String nearest) {
        List<String> names = new ArrayList<>();
        String at = nearest;
        while (!at.equalsIgnoreCase(root) && names.size() <= ManagementTree.DEPTH_MAX) {
            names.add(Optional.ofNullable(groups.get(key(at))).map(Group::name).orElse(at));
            at = parent(at);
        }
        names.add(root);
        ArrayNode chain = ArmJson.object().arrayNode();
        names.forEach(
                name -> chain.addObject().put("displayName", displayName(name)).put("name", name));
        return chain;
    }

    private String parent(String name) {
        return Optional.ofNullable(groups.get(key(name)))
                .map(Group::parent)
                .filter(parent -> !parent.isEmpty())
                .orElse(root);
    }

    private String displayName(String name) {
        return Optional.ofNullable(groups.get(key(name)))
                .map(Group::displayName)
                .filter(given -> !given.isEmpty())
                .orElse(name.equalsIgnoreCase(root) ? "Tenant Root Group" : name);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
