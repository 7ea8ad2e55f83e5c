package io.tidewaiter.graph.query;

import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.table.GraphSchema;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.graph.table.Right;
import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.Refusal;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Depth;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.compile.Translation;
import io.tidewaiter.kql.schema.KqlSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Queries of one caller on one moment of the graph: a transaction that only reads. */
public final class QuerySession implements AutoCloseable {
    private static final int PROBED_MAX = 500;
    private static final long ROW_BYTES = 16;

    private final DuckDBConnection connection;
    private final Setting setting;
    private final ScheduledExecutorService alarms;
    private final Runnable ended;
    private final long deadline;
    private @Nullable KqlSchema schema;

    QuerySession(DuckDBConnection connection, Setting setting, ScheduledExecutorService alarms, Runnable ended) {
        this.connection = connection;
        this.setting = setting;
        this.alarms = alarms;
        this.ended = ended;
        this.deadline = System.nanoTime() + setting.bounds().queryTime().toNanos();
    }

    /** What holds for all queries of a session. */
    record Setting(
            Reader reader, Moment moment, AssessmentKey form, String tenantId, Instant now, GraphSettings bounds) {}

    /** Part of an answer. */
    public record Part(long skip, long top) {}

    /** When the state was as this session sees it: the time of the last change that was applied; 0 before any. */
    public long appliedAt() {
        try {
            return number("SELECT coalesce(max(applied_at), 0) FROM meta");
        } catch (SQLException e) {
            throw new GraphException("ask the graph for its time: " + e.getMessage(), e);
        }
    }

    /** Answers a query, however deep. */
    public QueryOutcome run(String text, Part part) {
        return Depth.onLargeStack(() -> answer(text, part));
    }

    private QueryOutcome answer(String text, Part part) {
        try {
            if (number("SELECT count(*) FROM meta WHERE version = " + Tables.VERSION + " AND form = '"
                            + setting.form().name() + "'")
                    == 0) {
                return new QueryOutcome.NotReady();
            }
            KqlOptions options = new KqlOptions(setting.now(), KqlLimits.standard(), Optional.of(this::probed));
            return switch (Kql.compile(text, schema(), options)) {
                case Compilation.Refused refused -> new QueryOutcome.Refused(refused.diagnostics());
                case Compilation.Compiled compiled -> run(compiled.translation(), part);
            };
        } catch (Refusal refusal) { // a page of it is deeper than the query
            return new QueryOutcome.Refused(List.of(refusal.diagnostic()));
        } catch (SQLException e) {
            return failure(e);
        }
    }

    private QueryOutcome run(Translation query, Part part) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        boolean whole = rows(query, part, rows);
        if (!whole) {
            return new QueryOutcome.TooMuch(
                    QueryOutcome.Bound.ANSWER,
                    "The answer is larger than " + setting.bounds().answerBytes()
                            + " bytes; ask for fewer rows ($top) or columns (project).");
        }
        boolean complete = part.skip() == 0 && rows.size() < part.top();
        long total = complete ? rows.size() : number(query.sqlOfCount());
        return new QueryOutcome.Rows(query.columns(), rows, total, query.limitsRows());
    }

    private boolean rows(Translation query, Part part, List<@Nullable Object[]> rows) throws SQLException {
        int columns = query.columns().size();
        long bytes = 0;
        try (Statement statement = connection.createStatement();
                Alarm _ = new Alarm(statement);
                ResultSet result = statement.executeQuery(query.sqlOfPage(part.skip(), part.top()))) {
            while (result.next()) {
                @Nullable Object[] row = new @Nullable Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = value(result, i + 1, query.columns().get(i).type());
                    bytes += row[i] instanceof String text ? text.length() : ROW_BYTES;
                }
                if (bytes > setting.bounds().answerBytes()) {
                    return false;
                }
                rows.add(row);
            }
        }
        return true;
    }

    private static @Nullable Object value(ResultSet row, int column, io.tidewaiter.kql.KqlType type)
            throws SQLException {
        Object value = switch (type) {
            case BOOL -> row.getBoolean(column);
            case INT, LONG, DATETIME, TIMESPAN -> row.getLong(column);
            case REAL -> row.getDouble(column);
            case DECIMAL -> row.getBigDecimal(column);
            case STRING, GUID, DYNAMIC -> row.getString(column);
        };
        return row.wasNull() ? null : value;
    }

    private KqlSchema schema() throws SQLException {
        KqlSchema known = schema;
        if (known == null) {
            known = GraphSchema.of(setting.reader(), visible(), setting.form(), setting.tenantId(), setting.moment());
            schema = known;
        }
        return known;
    }

    private GraphSchema.Visible visible() throws SQLException {
        if (setting.reader().readsEverything(Right.SECURITY)) {
            return new GraphSchema.Visible(true, List.of());
        }
        List<Integer> registries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT registry FROM spot WHERE "
                        + setting.reader().where(Right.SECURITY, "spot.scope"))) {
            while (rows.next()) {
                registries.add(rows.getInt(1));
            }
        }
        return new GraphSchema.Visible(false, registries);
    }

    private List<String> probed(String sql) {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                Alarm _ = new Alarm(statement);
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next() && values.size() < PROBED_MAX) {
                String value = rows.getString(1);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        } catch (SQLException e) {
            throw new GraphException("look at rows for a query: " + e.getMessage(), e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                Alarm _ = new Alarm(statement);
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Ends a statement when the session's time is over. */
    private final class Alarm implements AutoCloseable {
        private final ScheduledFuture<?> ring;

        Alarm(Statement statement) {
            ring = alarms.schedule(
                    () -> cancel(statement), Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        private static void cancel(Statement statement) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // it has ended by itself
            }
        }

        @Override
        public void close() {
            ring.cancel(false);
        }
    }

    /** What the engine says, in words for who asked; its own words may tell of files and settings. */
    private QueryOutcome failure(SQLException e) {
        String text = String.valueOf(e.getMessage());
        String kind = text.toLowerCase(Locale.ROOT);
        if (System.nanoTime() >= deadline || kind.contains("interrupt")) {
            return new QueryOutcome.TooMuch(
                    QueryOutcome.Bound.TIME,
                    "The query took longer than " + setting.bounds().queryTime().toSeconds()
                            + " seconds and was ended; filter earlier, or join and expand fewer rows.");
        }
        if (kind.contains("out of memory")
                || kind.contains("max_temp_directory_size")
                || kind.contains("failed to offload")) {
            return new QueryOutcome.TooMuch(
                    QueryOutcome.Bound.MEMORY,
                    "The query needs more memory than a query may have; filter earlier, or join and expand fewer rows.");
        }
        if (kind.contains("max expression depth")) {
            return new QueryOutcome.Refused(List.of(
                    Diagnostic.of(Diagnostic.Code.QueryTooComplex, "an expression of the query has too many parts")));
        }
        return new QueryOutcome.Failed(Failures.told(text));
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new GraphException("end a session on the graph: " + e.getMessage(), e);
        } finally {
            ended.run();
        }
    }
}
