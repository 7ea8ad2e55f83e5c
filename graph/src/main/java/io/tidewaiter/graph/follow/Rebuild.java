package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.item.Items;
import io.tidewaiter.graph.item.Resources;
import io.tidewaiter.graph.item.Scores;
import io.tidewaiter.graph.item.Summaries;
import io.tidewaiter.graph.rule.Rulings;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads everything, a range of images at a time. The ranges are read from later pictures of the state than the place in
 * the sequence that the rebuild is said to stand at; what changed in between is applied again by the first batch after
 * it, before anybody asks. Some ranges together are a transaction of the graph: few rows at a time would go through its
 * log first, all together would not fit into memory. A range is small, so that the collector throws away what it is made
 * of while it is young: with four times as many images the heap grew to a gigabyte of garbage.
 */
final class Rebuild {
    private static final int IMAGES_AT_ONCE = 100;
    private static final int RANGES_AT_ONCE = 80;
    private static final long FINDINGS_AT_ONCE = 2_000_000;
    private static final int RANGES_AHEAD = 2;

    private final ChangeLog log;
    private final Sql graph;
    private final Follower.Source of;

    Rebuild(Sql graph, Follower.Source of) {
        this.log = of.log();
        this.graph = graph;
        this.of = of;
    }

    /** What writes the tables. */
    record Writers(
            ImageTables images,
            Matches matches,
            Registries registries,
            FindingParts.Cache cache,
            Rulings rulings,
            Items items,
            SmallTables small) {}

    /** Fills the empty tables; how many findings there are. */
    long run(Writers to) throws SQLException {
        long last = log.read(state -> state.number("SELECT coalesce(max(id), 0) FROM image"));
        try (ExecutorService reader = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("graph-reader").factory())) {
            Deque<Future<List<ImageFacts>>> ahead = new ArrayDeque<>();
            long asked = 1;
            for (long first = 1; first <= last; ) {
                try (ImageTables.Out out = to.images().open()) {
                    for (int i = 0; isRoom(i, to) && first <= last; i++, first += IMAGES_AT_ONCE) {
                        for (; ahead.size() < RANGES_AHEAD && asked <= last; asked += IMAGES_AT_ONCE) {
                            long from = asked;
                            ahead.add(reader.submit(() -> read(from, to.registries())));
                        }
                        put(done(ahead.remove()), to, out);
                    }
                }
                flush(to);
            }
        }
        to.rulings().look();
        log.read(state -> {
            to.rulings().read(state);
            to.small().all(state);
            resources(state, to.items(), to.rulings());
            return true;
        });
        return graph.number("SELECT count(*) FROM finding");
    }

    /** Whether another range goes into the transaction. */
    private static boolean isRoom(int ranges, Writers to) {
        return ranges < RANGES_AT_ONCE && to.images().waiting() < FINDINGS_AT_ONCE;
    }

    /** Images from a number on: on another connection, while those before are being written. */
    private List<ImageFacts> read(long first, Registries registries) {
        return log.read(state -> new StateReader(state, registries).images(first, first + IMAGES_AT_ONCE - 1));
    }

    private static List<ImageFacts> done(Future<List<ImageFacts>> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphException("build the graph: interrupted", e);
        } catch (ExecutionException e) {
            throw new GraphException("build the graph: " + e.getMessage(), e);
        }
    }

    private void put(List<ImageFacts> images, Writers to, ImageTables.Out out) {
        to.rulings().look();
        log.read(state -> {
            to.rulings().read(state);
            to.matches().read(state, images);
            to.images()
                    .put(
                            images,
                            new ImageTables.Sources(
                                    state,
                                    to.registries(),
                                    to.matches(),
                                    new FindingParts(state, to.cache()),
                                    to.rulings()),
                            out);
            return images.size();
        });
        to.matches().trim();
    }

    private void flush(Writers to) throws SQLException {
        to.images().flush();
        graph.connection().commit();
    }

    /** Resources as they are, each known since its last change in the audit; before that nothing is told of it. */
    private void resources(Sql state, Items items, Rulings rulings) throws SQLException {
        Map<String, Long> since = new HashMap<>();
        state.list(
                "SELECT lower(resource), max(changed_at) FROM audit GROUP BY 1",
                row -> since.put(row.getString(1), row.getLong(2)));
        items.replace(Resources.BUILT_IN_ROLES, Resources.builtInRoles(of.view()), "", 0L);
        items.replace(Resources.BUILT_IN_POLICIES, Resources.builtInPolicies(of.view()), "", 0L);
        List<String> registries = keys(state, "SELECT registry_key FROM registry");
        Summaries summaries = Summaries.of(graph, rulings, registries);
        Resources resources = new Resources(state, summaries, of.form(), of.view(), of.tenantId());
        items.replace(Resources.ROOT, resources.root(), of.tenantId(), 0L);
        Scores scores = new Scores(state, graph);
        for (String key : registries) {
            items.replace(
                    Resources.REGISTRY_GROUP + key,
                    resources.registry(key),
                    of.tenantId(),
                    since.getOrDefault(key, 0L));
        }
        items.flush(); // scores are counted from them
        for (String key : keys(state, "SELECT subscription_key FROM subscription")) {
            long at = since.getOrDefault("/subscriptions/" + key, 0L);
            items.replace("subscription:" + key, resources.subscription(key), of.tenantId(), at);
            items.replace("score:" + key, scores.of(key), of.tenantId(), at);
        }
        for (String key : keys(state, "SELECT resource_key FROM arm_resource WHERE valid_to IS NULL")) {
            items.replace("resource:" + key, resources.stored(key), of.tenantId(), since.getOrDefault(key, 0L));
        }
        for (String key : keys(state, "SELECT resource_key FROM judgement WHERE valid_to IS NULL")) {
            items.replace("judgement:" + key, resources.judgement(key), of.tenantId(), since.getOrDefault(key, 0L));
        }
        for (String key : keys(state, "SELECT assignment_key FROM role_assignment")) {
            items.replace("role:" + key, resources.roleAssignment(key), of.tenantId(), since.getOrDefault(key, 0L));
        }
        items.flush();
    }

    private static List<String> keys(Sql state, String query) throws SQLException {
        return new ArrayList<>(new TreeSet<>(state.list(query, row -> row.getString(1))));
    }
}
