package io.tidewaiter.graph;

import io.tidewaiter.graph.database.GraphDatabase;
import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.follow.Follower;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.ResourceView;
import io.tidewaiter.graph.query.QueryRunner;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.judge.RuleHistory;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wide columnar picture of the state, and the queries over it (DESIGN §1.4). It follows the state on a thread of its
 * own, a few times a second; a query sees what has been applied, whole transactions of the state and nothing else.
 */
public final class Graph implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("graph");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(30);

    private final GraphDatabase database;
    private final Follower follower;
    private final QueryRunner runner;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long applied = -1;

    private Graph(GraphDatabase database, Follower follower, QueryRunner runner) {
        this.database = database;
        this.follower = follower;
        this.runner = runner;
        this.thread = Thread.ofPlatform().name("graph-follower").daemon().unstarted(this::follow);
    }

    /**
     * What a graph is of.
     *
     * @param changes of the state that it follows
     * @param rules that hide findings
     * @param form of findings
     * @param tenantId of every row
     * @param view how other resources look
     */
    public record Subject(
            ChangeLog changes, RuleHistory rules, AssessmentKey form, String tenantId, ResourceView view) {}

    /** Opens the graph and begins to follow; what is not there yet is read in the background. */
    public static Graph open(GraphSettings settings, Subject of, Clock clock) {
        Graph graph = still(settings, of, clock);
        graph.thread.start();
        return graph;
    }

    /** A graph that follows only when it is told to. */
    public static Graph still(GraphSettings settings, Subject of, Clock clock) {
        GraphDatabase database = null;
        try {
            database = GraphDatabase.open(
                    settings.folder(),
                    new GraphDatabase.Bounds(settings.memoryBytes(), settings.threads(), settings.spillBytes()));
            return new Graph(
                    database,
                    new Follower(
                            database,
                            new Follower.Source(of.changes(), of.rules(), of.form(), of.tenantId(), of.view())),
                    new QueryRunner(database, settings, of.form(), of.tenantId(), clock));
        } catch (SQLException | IOException e) {
            GraphException failure =
                    new GraphException("open the graph in " + settings.folder() + ": " + e.getMessage(), e);
            close(database, failure);
            throw failure;
        }
    }

    private static void close(@org.jspecify.annotations.Nullable GraphDatabase database, Exception reason) {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void follow() {
        Duration pause = Duration.ZERO;
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration step() {
        try {
            boolean more = follower.catchUp();
            applied = follower.applied();
            return more ? Duration.ofMillis(1) : LOOK_AGAIN;
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                LOG.log(System.Logger.Level.ERROR, "graph fault", e);
            }
            return AFTER_FAULT;
        }
    }

    /** Applies all that the state holds now; for who does not let the graph follow by itself. */
    public void catchUp() {
        while (follower.catchUp()) {
            applied = follower.applied();
        }
        applied = follower.applied();
    }

    /** The last change of the state that queries see; -1 until everything has been read once. */
    public long applied() {
        return applied;
    }

    /**
     * Queries of a caller on one moment; empty where the service stays busy.
     *
     * @param moment now, or a time of which the state still knows
     */
    public Optional<QuerySession> session(Reader reader, Moment moment) {
        return runner.session(reader, moment);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive()) {
                thread.join(END_MAX);
            }
            runner.close();
            follower.close();
            database.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new GraphException("close the graph: " + e.getMessage(), e);
        }
    }
}
