package io.tidewaiter.graph.query;

import io.tidewaiter.graph.database.GraphDatabase;
import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.kql.function.KqlFunctions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.duckdb.DuckDBConnection;

/** Opens sessions: each waits its turn, sees one moment, and ends by itself when its time is over. */
public final class QueryRunner implements AutoCloseable {
    private final GraphDatabase database;
    private final GraphSettings settings;
    private final AssessmentKey form;
    private final String tenantId;
    private final Clock clock;
    private final Turns turns;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("graph-alarm").factory());

    /**
     * Makes the functions of the language known to a database, once for all of its connections.
     *
     * @throws SQLException when the database refuses them
     */
    public QueryRunner(GraphDatabase database, GraphSettings settings, AssessmentKey form, String tenantId, Clock clock)
            throws SQLException {
        try (DuckDBConnection connection = database.connection()) {
            KqlFunctions.install(connection);
        }
        this.database = database;
        this.settings = settings;
        this.form = form;
        this.tenantId = tenantId;
        this.clock = clock;
        this.turns = new Turns(settings.queriesAtOnce(), settings.queriesPerCaller());
    }

    /**
     * A session of a caller; empty where all places stay taken for as long as a query may run.
     *
     * @param moment that all of its queries see
     */
    public Optional<QuerySession> session(Reader reader, Moment moment) {
        try {
            if (!turns.take(reader.id(), settings.queryTime())) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            DuckDBConnection connection = database.connection();
            try {
                connection.setAutoCommit(false);
                return Optional.of(new QuerySession(
                        connection,
                        new QuerySession.Setting(reader, moment, form, tenantId, clock.instant(), settings),
                        alarms,
                        () -> turns.give(reader.id())));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            turns.give(reader.id());
            throw new GraphException("open a session on the graph: " + e.getMessage(), e);
        }
    }

    /** What a query may take at most. */
    public Duration queryTime() {
        return settings.queryTime();
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
