package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.rule.RuleReach;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleTimeline;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

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
        }
        for (int version : batch.packages) {
            images.addAll(
                    graph.list("SELECT DISTINCT image FROM contain WHERE package = ?", row -> row.getLong(1), version));
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
        for (long image : batch.images) {
            if (moved(image)) {
                images.addAll(state.list("""
                        SELECT c.image FROM image_chain w
                        JOIN image_chain c ON c.chain_id = w.chain_id AND c.is_whole = 0
                        WHERE w.image = ? AND w.is_whole = 1
                        """, row -> row.getLong(1), image));
            }
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

    /** Whether an image lies elsewhere than the graph knows: what is built on it may then name another base. */
    private boolean moved(long image) throws SQLException {
        Set<String> now = new TreeSet<>(state.list(
                "SELECT id, valid_to FROM image_presence WHERE image = ?",
                row -> row.getLong(1) + " " + StateReader.valid(row, 1).to(),
                image));
        Set<String> known = new TreeSet<>(graph.list(
                "SELECT no, valid_to FROM presence WHERE image = ?",
                row -> row.getLong(1) + " " + row.getLong(2),
                image));
        return !now.equals(known);
    }
}
