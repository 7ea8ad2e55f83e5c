package io.tidewaiter.bench.translate;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.schema.KqlTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Translates the golden queries in the shape of the published ones, over and over, and prints what one takes. The first
 * half of the rounds warms up and is not counted.
 */
public final class TranslateQueries {
    private static final List<String> TABLES = List.of("resources", "resourcecontainers", "securityresources");
    private static final List<String> TEXTS =
            List.of("id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId");

    private TranslateQueries() {}

    /** Arguments: the file with queries, each below a line that begins with {@code //#}; how many rounds. */
    public static void main(String[] arguments) throws IOException {
        List<String> queries = Arrays.stream(
                        Files.readString(Path.of(arguments[0])).split("(?m)^//# .*\n"))
                .filter(q -> !q.isBlank())
                .toList();
        int rounds = Integer.parseInt(arguments[1]);
        KqlSchema schema = schema();
        KqlOptions options = KqlOptions.at(Clock.systemUTC().instant());
        long[] nanos = new long[rounds / 2 * queries.size()];
        int counted = 0;
        for (int round = 0; round < rounds; round++) {
            for (String query : queries) {
                long start = System.nanoTime();
                Compilation compilation = Kql.compile(query, schema, options);
                long took = System.nanoTime() - start;
                if (!(compilation instanceof Compilation.Compiled)) {
                    throw new IllegalStateException("refused: " + query);
                }
                if (round >= rounds - rounds / 2) {
                    nanos[counted++] = took;
                }
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%d queries, %d rounds: p50 %.3f ms, p95 %.3f ms, p99 %.3f ms%n",
                queries.size(),
                rounds / 2,
                at(nanos, 50),
                at(nanos, 95),
                at(nanos, 99));
    }

    private static double at(long[] sorted, int percent) {
        return sorted[(int) ((long) sorted.length * percent / 100)] / 1e6;
    }

    private static KqlSchema schema() {
        List<KqlColumn> columns = new ArrayList<>();
        TEXTS.forEach(t -> columns.add(KqlColumn.of(t, KqlType.STRING, '"' + t + '"')));
        columns.add(new KqlColumn(
                "properties",
                KqlType.DYNAMIC,
                "properties",
                List.of(
                        new KqlPath(List.of("status", "code"), KqlType.STRING, "status_code"),
                        new KqlPath(List.of("status", "severity"), KqlType.STRING, "status_severity"),
                        new KqlPath(List.of("timeGenerated"), KqlType.DATETIME, "time_generated")),
                false));
        columns.add(KqlColumn.of("tags", KqlType.DYNAMIC, "tags"));
        return new KqlSchema(
                TABLES.stream().map(t -> new KqlTable(t, t, columns, "id")).toList(), "resources");
    }
}
