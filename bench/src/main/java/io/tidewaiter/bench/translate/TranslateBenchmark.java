package io.tidewaiter.bench.translate;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.table.GraphSchema;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.schema.KqlSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Translates queries to SQL, one after the other, over the tables that a reader of everything has. */
public class TranslateBenchmark {
    /** The queries of a file, each below a line that begins with {@code //#}. */
    @State(Scope.Thread)
    public static class Queries {
        @Param("queries.kql")
        public String file = "";

        private final KqlSchema schema = GraphSchema.of(
                Reader.ofEverything("bench"),
                new GraphSchema.Visible(true, List.of()),
                AssessmentKey.CLASSIC,
                "00000000-0000-0000-0000-000000000000",
                Moment.NOW);
        private final KqlOptions options = KqlOptions.at(Instant.parse("2026-01-01T00:00:00Z"));
        private List<String> texts = List.of();
        private int next;

        /** Reads them; a query that is refused ends the benchmark. */
        @Setup
        public void read() throws IOException {
            texts = Arrays.stream(Files.readString(Path.of(file)).split("(?m)^//#.*\n"))
                    .filter(text -> !text.isBlank())
                    .toList();
            for (String text : texts) {
                if (!(Kql.compile(text, schema, options) instanceof Compilation.Compiled)) {
                    throw new IllegalStateException("refused: " + text);
                }
            }
            System.out.print(texts.size() + " queries; ");
        }
    }

    /** One query, from text to SQL. */
    @Benchmark
    public Compilation translate(Queries queries) {
        String text = queries.texts.get(queries.next++ % queries.texts.size());
        return Kql.compile(text, queries.schema, queries.options);
    }
}
