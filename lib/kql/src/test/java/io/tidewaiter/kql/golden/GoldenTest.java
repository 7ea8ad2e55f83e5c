package io.tidewaiter.kql.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.compile.OutputColumn;
import io.tidewaiter.kql.compile.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Queries → plan → SQL → rows, on a real DuckDB.
 *
 * <p>To add cases: put them into a file {@code src/test/golden/<group>/input.kql}, each as a line {@code //# name} and
 * the query below it; run {@code mvn test -pl lib/kql -am -Dtest=GoldenTest -Dgolden=update
 * -Dsurefire.failIfNoSpecifiedTests=false}, and read what it wrote to {@code expected.txt} beside it before you commit
 * it. A case shows its plan and SQL only where its name ends in {@code +}; all show their rows (sorted, unless the query
 * orders them) or their diagnostics. {@code now()} is 2031-05-07T00:00:00Z; the tables are those of {@link Fixture}.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/golden");
    private static final KqlOptions OPTIONS = new KqlOptions(
            Instant.parse("2031-05-07T00:00:00Z"),
            io.tidewaiter.kql.KqlLimits.standard(),
            java.util.Optional.of(sql -> values(sql)));
    private static Fixture fixture;

    private record Case(String name, String query) {}

    @BeforeAll
    static void open() throws SQLException {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() throws SQLException {
        fixture.close();
    }

    @TestFactory
    Stream<DynamicTest> everyGroupYieldsWhatIsWrittenDown() throws IOException {
        return groups().stream()
                .map(group -> DynamicTest.dynamicTest(group.getFileName().toString(), () -> check(group)));
    }

    @Test
    void groupsHoldAnInputAndWhatIsExpectedOfItAndNothingElse() throws IOException {
        for (Path group : groups()) {
            try (Stream<Path> files = Files.list(group)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .as(group.toString())
                        .containsExactlyInAnyOrder("input.kql", "expected.txt");
            }
        }
    }

    private static List<Path> groups() throws IOException {
        try (Stream<Path> groups = Files.list(FOLDER)) {
            return groups.sorted().toList();
        }
    }

    private static void check(Path group) throws IOException {
        List<Case> cases = cases(Files.readString(group.resolve("input.kql")));
        assertThat(cases.stream().map(Case::name)).doesNotHaveDuplicates();
        String actual = cases.stream().map(GoldenTest::shown).collect(Collectors.joining("\n"));
        Path expected = group.resolve("expected.txt");
        if ("update".equals(System.getProperty("golden"))) {
            assertThat(System.getenv("CI"))
                    .as("golden files are not changed in CI")
                    .isNull();
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static List<Case> cases(String text) {
        List<Case> cases = new ArrayList<>();
        for (String part : text.split("(?m)^//# ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                cases.add(new Case(
                        part.substring(0, end).strip(), part.substring(end + 1).strip()));
            }
        }
        return cases;
    }

    private static String shown(Case one) {
        StringBuilder out = new StringBuilder("//# ").append(one.name()).append('\n');
        switch (Kql.compile(one.query(), Fixture.schema(), OPTIONS)) {
            case Compilation.Refused(var diagnostics) ->
                diagnostics.forEach(d -> out.append(d.rendered(one.query())).append('\n'));
            case Compilation.Compiled(Translation translation) -> {
                translation
                        .warnings()
                        .forEach(w -> out.append("warning: ")
                                .append(w.rendered(one.query()))
                                .append('\n'));
                if (one.name().endsWith("+")) {
                    out.append(translation.plan()).append(translation.sql()).append('\n');
                }
                out.append(rows(one, translation));
            }
        }
        return out.toString();
    }

    private static String rows(Case one, Translation translation) {
        try {
            List<String> rows = new ArrayList<>(fixture.rows(translation.sql(), translation.columns()));
            if (!translation.ordered()) {
                Collections.sort(rows);
            }
            try (Statement statement = fixture.connection().createStatement();
                    var count = statement.executeQuery(translation.sqlOfCount())) {
                count.next();
                assertThat(count.getLong(1)).as("count of " + one.name()).isEqualTo(rows.size());
            }
            if (!translation.limitsRows()) {
                assertThat(fixture.rows(translation.sqlOfPage(1, 2), translation.columns()))
                        .as("page of " + one.name())
                        .hasSize(Math.clamp(rows.size() - 1, 0, 2));
            }
            String header =
                    translation.columns().stream().map(GoldenTest::header).collect(Collectors.joining(" | "));
            return "[" + header + "]\n" + rows.stream().map(r -> r + "\n").collect(Collectors.joining());
        } catch (SQLException refused) {
            throw new AssertionError(one.name() + ": " + refused.getMessage() + "\n" + translation.sql(), refused);
        }
    }

    private static String header(OutputColumn column) {
        return column.name() + ":" + column.type().keyword();
    }

    private static List<String> values(String sql) {
        List<String> out = new ArrayList<>();
        try (Statement statement = fixture.connection().createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                out.add(rows.getString(1));
            }
        } catch (SQLException refused) {
            throw new UncheckedIOException(new IOException(sql, refused));
        }
        return out;
    }
}
