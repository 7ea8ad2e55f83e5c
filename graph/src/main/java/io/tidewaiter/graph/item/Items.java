package io.tidewaiter.graph.item;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes resources in groups: what a group holds now is compared with what the graph has of it. Rows wait for each other
 * until {@link #flush}: rows that are appended a few at a time keep a block of memory each until the transaction ends.
 */
public final class Items {
    private static final int WAITING_MAX = 2048;

    private final Sql graph;
    private final Rows.Opener open;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<String> groups = new HashSet<>();
    private int last;

    public Items(Sql graph, Rows.Opener open) {
        this.graph = graph;
        this.open = open;
    }

    private record Stored(int number, String hash, String body) {}

    private record Waiting(Version version, Item item) {}

    /** Forgets what waits: the transaction that it belonged to was taken back. */
    public void forget() {
        waiting.clear();
        groups.clear();
    }

    /** Writes what waits; to be called before it is read and before the end of the transaction. */
    public void flush() throws SQLException {
        if (!waiting.isEmpty()) {
            try (Rows rows = open.open("item")) {
                for (Waiting row : waiting) {
                    write(rows, row.version(), row.item());
                }
            }
        }
        forget();
    }

    /**
     * Makes the graph hold exactly these items of a group from a time on, once they are flushed; earlier versions stay
     * with their end.
     */
    public void replace(String group, List<Item> items, String tenantId, long at) throws SQLException {
        if (groups.contains(group) || waiting.size() >= WAITING_MAX) {
            flush();
        }
        Map<String, Stored> stored = new HashMap<>();
        graph.list(
                        "SELECT no, hash, id, body FROM item WHERE grp = ? AND valid_to = ?",
                        row -> Map.entry(
                                row.getString(3), new Stored(row.getInt(1), row.getString(2), row.getString(4))),
                        group,
                        Tables.OPEN)
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        for (Item item : items) {
            Stored before = stored.remove(item.text("id"));
            if (before != null && before.hash().equals(item.hash())) {
                refresh(before, item);
                continue;
            }
            ObjectNode changes = JsonNodeFactory.instance.objectNode();
            if (before != null) {
                changes = ItemChanges.between(Json.read(before.body(), JsonNode.class), item.resource());
                close(before.number(), at);
            }
            if (waiting.isEmpty()) {
                last = (int) graph.number("SELECT coalesce(max(no), 0) FROM item");
            }
            int number = before == null ? ++last : before.number();
            waiting.add(new Waiting(new Version(number, group, tenantId, at, changes), item));
            groups.add(group);
        }
        for (Stored gone : stored.values()) {
            close(gone.number(), at);
        }
    }

    /** What is told of an item beside what makes a version of it. */
    private void refresh(Stored before, Item item) throws SQLException {
        if (!before.body().equals(item.resource().toString())) {
            graph.update(
                    "UPDATE item SET properties = ?, body = ? WHERE no = ? AND valid_to = ?",
                    item.json("properties"),
                    item.resource().toString(),
                    before.number(),
                    Tables.OPEN);
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
