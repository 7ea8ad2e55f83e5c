package io.tidewaiter.fuzz;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.compile.Translation;
import io.tidewaiter.kql.function.KqlFunctions;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.schema.KqlTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query's text on its whole way: text → SQL → DuckDB. Whatever it is, it is refused with a reason, or the database runs
 * it or says why the values do not allow that; and its rows are those that it has where the rows of others are not there
 * at all.
 */
final class KqlTarget {
    /** Stands in every row of others. */
    private static final String SECRET = "s3cret-of-others-7f1c";

    /** What the translation must never make. */
    private static final Pattern BROKEN = Pattern.compile(
            "Binder Error|Catalog Error|Parser Error|INTERNAL|Not implemented|unsuccessful or closed pending query");

    /** Queries whose rows are not the same twice. */
    private static final Pattern BY_CHANCE = Pattern.compile("rand|guid|sample|dcount_hll", Pattern.CASE_INSENSITIVE);

    private static final Pattern HEADING = Pattern.compile("(?m)^//# .*\n");
    private static final int EVERY = 12;
    private static final int ROWS_MAX = 2_000;
    private static final long MILLIS_MAX = 2_000;

    private static final KqlSchema SCHEMA = schema();
    private static final Connection MIXED = database(true);
    private static final Connection MINE = database(false);

    private KqlTarget() {}

    private static KqlSchema schema() {
        List<KqlTable> tables = new ArrayList<>();
        for (String name : List.of("resources", "resourcecontainers", "securityresources")) {
            List<KqlColumn> columns = new ArrayList<>();
            for (String text :
                    List.of("id", "name", "type", "location", "resourceGroup", "subscriptionId", "tenantId")) {
                columns.add(KqlColumn.of(text, KqlType.STRING, "t.\"" + text + "\""));
            }
            columns.add(new KqlColumn(
                    "properties",
                    KqlType.DYNAMIC,
                    "t.properties",
                    List.of(new KqlPath(List.of("status", "code"), KqlType.STRING, "t.code")),
                    false));
            columns.add(KqlColumn.of("tags", KqlType.DYNAMIC, "t.tags"));
            columns.add(new KqlColumn("aliases", KqlType.DYNAMIC, "CAST(NULL AS JSON)", List.of(), true));
            String from = "(SELECT * FROM rows WHERE home = '" + name + "' AND owner = 'me') AS t";
            tables.add(new KqlTable(name, from, columns, "t.no"));
        }
        return new KqlSchema(tables, "resources");
    }

    private static Connection database(boolean ofOthers) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            KqlFunctions.install(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE rows (no BIGINT, home VARCHAR, owner VARCHAR, id VARCHAR, name VARCHAR,"
                        + " type VARCHAR, location VARCHAR, \"resourceGroup\" VARCHAR, \"subscriptionId\" VARCHAR,"
                        + " \"tenantId\" VARCHAR, code VARCHAR, properties JSON, tags JSON)");
                for (int i = 0; i < 24; i++) {
                    boolean isMine = i % 2 == 0;
                    if (isMine || ofOthers) {
                        statement.execute(row(i, isMine ? "me" : "others", isMine ? "mine" + i % 3 : SECRET));
                    }
                }
                statement.execute("SET threads = 1");
                statement.execute("SET memory_limit = '200MB'");
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String row(int number, String owner, String text) {
        String home =
                List.of("resources", "resourcecontainers", "securityresources").get(number / 2 % 3);
        return "INSERT INTO rows VALUES (" + number + ", '" + home + "', '" + owner + "', '/subscriptions/s"
                + number % 4
                + "/providers/x/" + text + "', '" + text + "', 'microsoft.x/" + number % 3 + "', 'here', 'rg', 's"
                + number % 4 + "', 'ten', 'Unhealthy', '{\"status\":{\"code\":\"Unhealthy\"},\"id\":\"" + text
                + "\",\"score\":" + number + ",\"list\":[1,\"" + text + "\",null]}', "
                + (number % 3 == 0 ? "NULL" : "'{\"env\":\"" + text + "\"}'") + ")";
    }

    /** The golden queries of the language, some of them, and a few that read each table. */
    static List<byte[]> seeds() throws IOException {
        List<String> queries = new ArrayList<>(List.of(
                "resources | union securityresources | summarize count() by name, type",
                "securityresources | join kind=leftouter (resources | project id, n = name) on id | project n, properties",
                "let v = resources; v | where id in (v | project id) | extend p = properties.list[1] | mv-expand p",
                "search 's3'",
                "resources | as T | union T | summarize make_set(name), make_bag(properties) by tostring(tags)"));
        Path golden = Path.of("../lib/kql/src/test/golden");
        if (Files.isDirectory(golden)) {
            try (Stream<Path> groups = Files.list(golden)) {
                for (Path group : groups.sorted().toList()) {
                    String[] cases = HEADING.split(Files.readString(group.resolve("input.kql")));
                    for (int i = 1; i < cases.length; i += EVERY) {
                        queries.add(cases[i].strip());
                    }
                }
            }
        }
        return queries.stream().map(q -> q.getBytes(StandardCharsets.UTF_8)).toList();
    }

    static void check(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.contains(SECRET)) {
            return;
        }
        KqlOptions options =
                new KqlOptions(Instant.parse("2031-05-07T00:00:00Z"), KqlLimits.standard(), Optional.of(sql -> {
                    Ran ran = run(MIXED, sql);
                    return ran.rows().stream().map(r -> r.substring(1)).toList();
                }));
        switch (Kql.compile(text, SCHEMA, options)) {
            case Compilation.Refused(List<Diagnostic> diagnostics) -> {
                if (diagnostics.stream().anyMatch(d -> d.code() == Diagnostic.Code.InternalTranslationError)) {
                    throw new IllegalStateException(diagnostics.getFirst().rendered(text));
                }
            }
            case Compilation.Compiled(Translation translation) -> compare(text, translation);
        }
    }

    private static void compare(String text, Translation translation) {
        Ran mixed = run(MIXED, translation.sql());
        for (String row : mixed.rows()) {
            if (row.contains(SECRET)) {
                throw new IllegalStateException("a row of others: " + row + "\n" + text + "\n" + translation.sql());
            }
        }
        if (!mixed.isWhole() || BY_CHANCE.matcher(text).find()) {
            return;
        }
        Ran mine = run(MINE, translation.sql());
        if (mine.isWhole() && !mine.rows().equals(mixed.rows())) {
            throw new IllegalStateException("the rows of others make a difference: " + mixed.rows() + "\n" + mine.rows()
                    + "\n" + text + "\n" + translation.sql());
        }
    }

    /** @param isWhole whether it ended by itself, with all its rows */
    private record Ran(List<String> rows, boolean isWhole) {}

    private static Ran run(Connection connection, String sql) {
        List<String> rows = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        try (Statement statement = connection.createStatement()) {
            Thread alarm = Thread.ofVirtual().start(() -> cancel(statement, over));
            try (ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next() && rows.size() < ROWS_MAX) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append('\0').append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            } finally {
                over.countDown();
                alarm.interrupt();
            }
            Collections.sort(rows);
            return new Ran(rows, rows.size() < ROWS_MAX);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (BROKEN.matcher(message).find()) {
                throw new IllegalStateException(message + "\n" + sql, e);
            }
            return new Ran(List.of(), false); // too long, too large, or values that do not allow it
        }
    }

    private static void cancel(Statement statement, CountDownLatch over) {
        try {
            if (!over.await(MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                statement.cancel();
            }
        } catch (InterruptedException | SQLException e) {
            Thread.currentThread().interrupt(); // it has ended by itself
        }
    }
}
