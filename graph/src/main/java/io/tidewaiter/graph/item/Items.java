package io.tidewaiter.graph.item;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes resources in groups: what a group holds now is compared with what the graph has of it. */
public final class Items {
    private final Sql graph;
    private final Rows.Opener open;

    public Items(Sql graph, Rows.Opener open) {
        this.graph = graph;
        this.open = open;
    }

    private record Stored(int number, String hash, String body) {}

    /** Makes the graph hold exactly these items of a group from a time on; earlier versions stay with their end. */
    public void replace(String group, List<Item> items, String tenantId, long at) throws SQLException {
        Map<String, Stored> stored = new HashMap<>();
        graph.list(
                        "SELECT no, hash, id, body FROM item WHERE grp = ? AND valid_to = ?",
                        row -> Map.entry(
                                row.getString(3), new Stored(row.getInt(1), row.getString(2), row.getString(4))),
                        group,
                        Tables.OPEN)
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        int next = (int) graph.number("SELECT coalesce(max(no), 0) FROM item") + 1;
        try (Rows rows = open.open("item")) {
            for (Item item : items) {
                Stored before = stored.remove(item.text("id"));
                if (before != null && before.hash().equals(item.hash())) {
                    if (before.body().equals(item.resource().toString())) {
                        continue;
                    }
                    graph.update(
                            "UPDATE item SET properties = ?, body = ? WHERE no = ? AND valid_to = ?",
                            item.json("properties"),
                            item.resource().toString(),
                            before.number(),
                            Tables.OPEN);
                    continue;
                }
                ObjectNode changes = JsonNodeFactory.instance.objectNode();
                if (before != null) {
                    changes = ItemChanges.between(Json.read(before.body(), JsonNode.class), item.resource());
                    close(before.number(), at);
                }
                int number = before == null ? next++ : before.number();
                write(rows, new Version(number, group, tenantId, at, changes), item);
            }
        }
        for (Stored gone : stored.values()) {
            close(gone.number(), at);
        }
    }

    private void close(int number, long at) throws SQLException {
        graph.update("UPDATE item SET valid_to = ? WHERE no = ? AND valid_to = ?", at, number, Tables.OPEN);
    }

    /** What a row says beside its item. */
    private record Version(int number, String group, String tenantId, long at, ObjectNode changes) {}

    private static void write(Rows rows, Version version, Item item) throws SQLException {
        rows.row(
                version.number(),
                item.home(),
                version.group(),
                item.scope(),
                item.hash(),
                item.text("id"),
                item.text("name"),
                item.text("type").toLowerCase(Locale.ROOT),
                item.text("tenantId").isEmpty() ? version.tenantId() : item.text("tenantId"),
                item.text("kind"),
                item.text("location").toLowerCase(Locale.ROOT).replace(" ", ""),
                item.segment("resourcegroups"),
                item.segment("subscriptions"),
                item.text("managedBy"),
                item.json("sku"),
                item.json("plan"),
                item.json("properties"),
                item.json("tags"),
                item.json("identity"),
                item.resource().toString(),
                version.changes().toString(),
                version.changes().size(),
                version.at(),
                Tables.OPEN);
    }
}
