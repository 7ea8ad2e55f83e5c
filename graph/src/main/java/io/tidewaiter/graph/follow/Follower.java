package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.GraphDatabase;
import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.ResourceView;
import io.tidewaiter.graph.item.Items;
import io.tidewaiter.graph.item.Resources;
import io.tidewaiter.graph.item.Scores;
import io.tidewaiter.graph.item.Summaries;
import io.tidewaiter.graph.rule.RuleReach;
import io.tidewaiter.graph.rule.Rulings;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleHistory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;

/**
 * Keeps the graph in step with the state.
 *
 * <p>A batch is everything that the change sequence holds beyond what was applied. The sequence and what it speaks of are
 * read from one picture of the state, and written to the graph in one transaction together with the place in the
 * sequence: a query sees the state as it was at some commit, never half of one, and never what the state does not hold.
 * What changed is read anew by its number, so a change may be applied twice. Where the sequence no longer reaches back to
 * what was applied, or the tables have another form, everything is read anew.
 *
 * <p>The rows of an image are taken away and put again rather than compared: they follow from the state alone, the past
 * included, so they are what a rebuild would write.
 */
public final class Follower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("graph");
    private static final int CHANGES_MAX = 200_000;
    private static final int IMAGES_AT_ONCE = 500;
    private static final long CHANGES_KEPT = 100_000;
    private static final int SLICES_AT_ONCE = 16;
    private static final int FAILURES_MAX = 2;

    private final ChangeLog log;
    private final AssessmentKey form;
    private final Source of;
    private final DuckDBConnection connection;
    private final Sql graph;
    private final Rows.Opener open;
    private final Kinds kinds = new Kinds();
    private final Matches matches = new Matches(kinds);
    private final Registries registries = new Registries();
    private final FindingParts.Cache cache = new FindingParts.Cache();
    private final Details details;
    private final Rulings rulings;
    private final ImageTables images;
    private final SmallTables small;
    private final Items items;
    private long applied = -1;
    private boolean loaded;
    private boolean isLookedAgain;
    private int failures;

    /**
     * What is followed.
     *
     * @param rules that hide findings
     * @param tenantId of every row
     * @param view how resources look
     */
    public record Source(ChangeLog log, RuleHistory rules, AssessmentKey form, String tenantId, ResourceView view) {}

    /** A follower that has a connection of its own. */
    public Follower(GraphDatabase database, Source of) throws SQLException {
        this.of = of;
        this.log = of.log();
        this.form = of.form();
        this.connection = database.connection();
        this.connection.setAutoCommit(false);
        this.graph = new Sql(connection);
        this.open = new Rows.Opener(connection);
        this.details = new Details(form, kinds);
        this.rulings = new Rulings(of.rules());
        this.images = new ImageTables(graph, open, form, kinds, details);
        this.small = new SmallTables(graph, open);
        this.items = new Items(graph, open);
    }

    /** The last change that queries see; -1 before the first. */
    public long applied() {
        return applied;
    }

    /**
     * Applies all that has changed.
     *
     * @return whether anything had
     */
    public boolean catchUp() {
        try {
            load();
            if (applied < 0) {
                ChangeLog.Entry last = rebuild();
                rulings.look();
                if (!log.read(state -> follow(state, true))) { // what happened meanwhile, before anybody is answered
                    place(last.id(), last.at().toEpochMilli());
                    connection.commit();
                }
                failures = 0;
                return true;
            }
            rulings.look();
            boolean any = log.read(state -> follow(state, false));
            failures = 0;
            return any;
        } catch (SQLException | RuntimeException e) {
            loaded = false;
            rollback(e);
            giveUp(e);
            if (e instanceof RuntimeException known) {
                throw known;
            }
            throw new GraphException("follow the state: " + e.getMessage(), e);
        }
    }

    /** What fails twice is not tried a third time: all is read anew, in parts. */
    private void giveUp(Exception reason) {
        failures++;
        if (failures < FAILURES_MAX) {
            return;
        }
        try {
            graph.update("DELETE FROM meta");
            connection.commit();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void rollback(Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void load() throws SQLException {
        if (loaded) {
            return;
        }
        images.load();
        kinds.load(graph);
        details.load(graph);
        matches.clear();
        items.forget();
        connection.commit();
        record Place(long position, long at) {}
        Place place = graph.first(
                        "SELECT position, applied_at FROM meta WHERE version = ? AND form = ?",
                        row -> new Place(row.getLong(1), row.getLong(2)),
                        Tables.VERSION,
                        form.name())
                .orElse(new Place(-1, -1));
        connection.rollback();
        applied = place.position() >= 0 && log.read(sql -> goesOn(sql, place.position(), place.at()))
                ? place.position()
                : -1;
        if (applied >= 0) { // another release may have other roles and policies
            items.replace(Resources.BUILT_IN_ROLES, Resources.builtInRoles(of.view()), "", place.at());
            items.replace(Resources.BUILT_IN_POLICIES, Resources.builtInPolicies(of.view()), "", place.at());
            items.flush();
            connection.commit();
        }
        loaded = true;
    }

    /** Whether the sequence reaches back to a change, and that change is the one that was applied. */
    private static boolean goesOn(Sql state, long position, long at) throws SQLException {
        return ChangeLog.span(state).continues(position)
                && state.first("SELECT changed_at FROM state_change WHERE id = ?", row -> row.getLong(1), position)
                        .map(time -> time == at)
                        .orElse(position == 0);
    }

    // A batch

    private boolean follow(Sql state, boolean isFresh) throws SQLException {
        if (!ChangeLog.span(state).continues(applied)) {
            applied = -1;
            return true; // the next call reads everything anew
        }
        List<ChangeLog.Entry> entries = ChangeLog.after(state, applied, CHANGES_MAX);
        if (entries.isEmpty()) {
            return false;
        }
        Batch batch = Batch.of(entries);
        if (batch.everything || (entries.size() == CHANGES_MAX && !isFresh)) {
            applied = -1;
            return true;
        }
        if (RuleReach.isMoved(batch.resources) && !isLookedAgain) {
            isLookedAgain = true; // what was looked at may be older than what is read: the next call looks first
            return true;
        }
        isLookedAgain = false;
        registries.forget();
        rulings.read(state);
        matches.trim();
        matches.forget(batch.packages);
        ChangeLog.Entry last = entries.getLast();
        long at = last.at().toEpochMilli();
        Set<String> judged = new TreeSet<>(batch.registries);
        judged.addAll(batch.recommended);
        Set<Long> touched = new Reach(state, graph, rulings.timeline()).images(batch, judged);
        images(state, touched, judged);
        Summaries summaries = Summaries.of(graph, rulings, judged);
        Resources resources = new Resources(state, summaries, of.form(), of.view(), of.tenantId());
        for (String key : judged) {
            items.replace(Resources.REGISTRY_GROUP + key, resources.registry(key), of.tenantId(), at);
        }
        Resources.Placed placed = resources.placed(batch.resources);
        batch.subscriptions.addAll(placed.subscriptions());
        batch.resources.addAll(placed.groups());
        if (!placed.isEmpty()) {
            items.replace(Resources.ROOT, resources.root(), of.tenantId(), at);
        }
        resources(resources, batch, at);
        items.flush(); // scores are counted from them
        scores(new Scores(state, graph), judged, batch, at);
        items.flush();
        small.follow(state, batch);
        place(last.id(), at);
        connection.commit();
        applied = last.id();
        prune();
        return true;
    }

    private void prune() {
        ChangeLog.Span span = log.span();
        if (applied - span.first() > 2 * CHANGES_KEPT) {
            log.prune(applied - CHANGES_KEPT);
        }
    }

    private void images(Sql state, Set<Long> numbers, Set<String> judged) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        FindingParts parts = new FindingParts(state, cache);
        StateReader reader = new StateReader(state, registries);
        List<Long> all = List.copyOf(numbers);
        for (int from = 0; from < all.size(); from += IMAGES_AT_ONCE) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + IMAGES_AT_ONCE));
            List<ImageFacts> read = reader.images(some);
            matches.read(state, read);
            images.replace(some, read, new ImageTables.Sources(state, registries, matches, parts, rulings), judged);
            if (from / IMAGES_AT_ONCE % SLICES_AT_ONCE == SLICES_AT_ONCE - 1) {
                images.flush();
            }
        }
        images.flush();
        images.sweep();
    }

    private void resources(Resources resources, Batch batch, long at) throws SQLException {
        Set<String> subscriptions = new TreeSet<>(batch.subscriptions);
        subscriptions.addAll(subscriptionsOf(batch.registries)); // its resource groups follow from its registries
        for (String key : subscriptions) {
            items.replace("subscription:" + key, resources.subscription(key), of.tenantId(), at);
        }
        for (String key : batch.resources) {
            items.replace("resource:" + key, resources.stored(key), of.tenantId(), at);
        }
        for (String key : batch.judgements) {
            items.replace("judgement:" + key, resources.judgement(key), of.tenantId(), at);
        }
        for (String key : batch.roleAssignments) {
            items.replace("role:" + key, resources.roleAssignment(key), of.tenantId(), at);
        }
    }

    private void scores(Scores scores, Set<String> judged, Batch batch, long at) throws SQLException {
        Set<String> subscriptions = subscriptionsOf(judged);
        subscriptions.addAll(batch.subscriptions);
        for (String key : subscriptions) {
            items.replace("score:" + key, scores.of(key), of.tenantId(), at);
        }
    }

    private static Set<String> subscriptionsOf(Set<String> registries) {
        Set<String> subscriptions = new TreeSet<>();
        for (String registry : registries) {
            String[] segments = registry.split("/", -1);
            if (segments.length > 2) {
                subscriptions.add(segments[2]);
            }
        }
        return subscriptions;
    }

    private void place(long position, long at) throws SQLException {
        graph.update("DELETE FROM meta");
        graph.update(
                "INSERT INTO meta (version, form, position, applied_at) VALUES (?, ?, ?, ?)",
                Tables.VERSION,
                form.name(),
                position,
                at);
    }

    // Everything anew

    private ChangeLog.Entry rebuild() throws SQLException {
        long start = System.nanoTime();
        ChangeLog.Entry last = log.read(Follower::last);
        graph.update("DELETE FROM meta"); // until the end nobody is answered: one transaction would not fit into memory
        connection.commit();
        for (String table : Tables.filled()) {
            graph.update("DROP TABLE IF EXISTS " + table);
        }
        for (String table : Tables.all()) {
            graph.update(table);
        }
        kinds.load(graph);
        details.load(graph);
        images.load();
        matches.clear();
        registries.forget();
        long findings = new Rebuild(graph, of)
                .run(new Rebuild.Writers(images, matches, registries, cache, rulings, items, small));
        connection.commit();
        applied = last.id();
        LOG.log(
                System.Logger.Level.INFO,
                "graph rebuilt findings={0} milliseconds={1} position={2}",
                Long.toString(findings),
                Long.toString((System.nanoTime() - start) / 1_000_000),
                Long.toString(applied));
        return last;
    }

    private static ChangeLog.Entry last(Sql state) throws SQLException {
        return ChangeLog.newest(state)
                .orElseGet(() -> new ChangeLog.Entry(0, new Change(ChangeKind.EVERYTHING, ""), Instant.EPOCH));
    }

    @Override
    public void close() throws SQLException {
        graph.close();
    }
}
