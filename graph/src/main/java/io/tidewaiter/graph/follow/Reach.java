package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.rule.RuleReach;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleTimeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which images a batch of changes reaches. */
final class Reach {
    private final Sql state;
    private final Sql graph;
    private final RuleTimeline timeline;

    Reach(Sql state, Sql graph, RuleTimeline timeline) {
        this.state = state;
        this.graph = graph;
        this.timeline = timeline;
    }

    /**
     * Those that changed, those that contain what changed, those that are built on what is new, those of which a rule
     * speaks otherwise.
     *
     * @param registries takes those that rules hang over which changed
     */
    Set<Long> images(Batch batch, Set<String> registries) throws SQLException {
        Set<Long> images = new TreeSet<>(batch.images);
        new RuleReach(state, graph, timeline).add(batch.judgements, images, registries);
        if (RuleReach.isMoved(batch.resources) && timeline.hangsOnGroups()) {
            images.addAll(state.list("SELECT id FROM image", row -> row.getLong(1)));
            registries.addAll(state.list("SELECT registry_key FROM registry", row -> row.getString(1)));
        }
        for (int version : batch.packages) {
            images.addAll(graph.list("""
                    SELECT DISTINCT c.image FROM contain c JOIN content b ON b.bundle = c.bundle WHERE b.package = ?
                    """, row -> row.getLong(1), version));
        }
        for (String registry : batch.registries) {
            if (!otherwise(registry)) {
                continue;
            }
            images.addAll(state.list("""
                    SELECT DISTINCT p.image FROM image_presence p JOIN registry_seen r ON r.id = p.registry
                    WHERE r.registry_key = ?
                    """, row -> row.getLong(1), registry));
        }
        for (long image : moved(batch.images)) {
            images.addAll(state.list("""
                    SELECT c.image FROM image_chain w
                    JOIN image_chain c ON c.chain_id = w.chain_id AND c.is_whole = 0
                    WHERE w.image = ? AND w.is_whole = 1
                    """, row -> row.getLong(1), image));
        }
        return images;
    }

    /** Whether a registry's images are shown otherwise now: under another host, or not at all. */
    private boolean otherwise(String registry) throws SQLException {
        String host = state.first(
                        "SELECT login_server FROM registry WHERE registry_key = ?", row -> row.getString(1), registry)
                .orElse("");
        long others = graph.number("""
                SELECT count(*) FROM place p
                WHERE p.host <> ? AND p.registry IN (SELECT s.registry FROM spot s WHERE s.scope = ?)
                """, host, registry);
        long here = state.number("""
                SELECT count(*) FROM image_presence p JOIN registry_seen r ON r.id = p.registry
                WHERE r.registry_key = ? AND p.tag = '' AND p.valid_to IS NULL
                """, registry);
        long known = graph.number("SELECT count(*) FROM spot WHERE scope = ? AND valid_to = ?", registry, Tables.OPEN);
        return others > 0 || here != known;
    }

    /** The images that lie elsewhere than the graph knows: what is built on them may then name another base. */
    private Set<Long> moved(Set<Long> images) throws SQLException {
        if (images.isEmpty()) {
            return Set.of();
        }
        String those = images.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
        Map<Long, Set<String>> now = new HashMap<>();
        state.list(
                "SELECT image, id, valid_to FROM image_presence WHERE image" + those,
                row -> now.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>()).add(row.getLong(2) + " " + end(row)));
        Map<Long, Set<String>> known = new HashMap<>();
        graph.list(
                "SELECT image, no, valid_to FROM presence WHERE image" + those,
                row -> known.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>())
                        .add(row.getLong(2) + " " + row.getLong(3)));
        Set<Long> moved = new TreeSet<>(images);
        moved.removeIf(image -> Objects.equals(now.get(image), known.get(image)));
        return moved;
    }

    private static long end(ResultSet row) throws SQLException {
        long end = row.getLong(3);
        return row.wasNull() ? Tables.OPEN : end;
    }
}
