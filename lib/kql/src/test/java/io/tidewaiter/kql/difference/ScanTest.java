package io.tidewaiter.kql.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.golden.Fixture;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code scan} puts out what a machine does that keeps a state per step and changes it row by row, as its page says. */
class ScanTest {
    private static final int QUERIES = 60;
    private static final long FIRST_SEED = 71;
    private static final KqlOptions OPTIONS = KqlOptions.at(Instant.parse("2031-05-07T00:00:00Z"));

    /** A row that matched a step. */
    private record Row(long n, String e, @Nullable Long first, long sum) {}

    /** What a step holds: the number of its sequence, and the rows of the steps so far by their number. */
    private record State(long match, Map<Integer, Row> rows) {}

    /** {@code e == letter and n - s<of>.n <= within}, where {@code of} is not 0; assigns {@code first = s<from>.n}. */
    private record Step(String output, String letters, int of, long within, int from) {
        String text(int number) {
            return "step s" + number + " output=" + output + ": '" + letters + "' has e"
                    + (of == 0 ? "" : " and n - s" + of + ".n <= " + within)
                    + (from == 0 ? "" : " => first = s" + from + ".n, sum = n + s" + number + ".sum");
        }

        boolean matches(long n, String e, Map<Integer, Row> held) {
            boolean isNear =
                    of == 0 || (held.containsKey(of) && n - held.get(of).n() <= within);
            return List.of(letters.split(" ")).contains(e) && isNear;
        }
    }

    @Test
    void randomScansHaveTheRowsThatTheMachineFinds() throws SQLException {
        try (Fixture fixture = new Fixture()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + QUERIES; seed++) {
                Random random = new Random(seed);
                List<String> letters = new ArrayList<>();
                int rows = random.nextInt(12) + (seed % 10 == 0 ? 150 : 0);
                for (int i = 0; i < rows; i++) {
                    letters.add(String.valueOf("abc".charAt(random.nextInt(3))));
                }
                List<Step> steps = steps(random);
                String query = query(letters, steps);
                List<String> found = rows(fixture, query);
                assertThat(found).as("seed %d%n%s", seed, query).containsExactlyElementsOf(machine(letters, steps));
            }
        }
    }

    @Test
    void manyRowsAreRefusedBeforeTheyAreGoneThrough() throws SQLException {
        try (Fixture fixture = new Fixture()) {
            String rows = "range x from 1 to %d step 1 | scan with (step a: true; step b: false) | count";
            assertThat(rows(fixture, rows.formatted(5000))).containsExactly("5000");
            assertThatThrownBy(() -> rows(fixture, rows.formatted(5001))).hasMessageContaining("out of memory");
        }
    }

    @Test
    void noMoreRowsBecomeAListThanMayBeGoneThrough() {
        String query = "range x from 1 to 5000000 step 1 | scan with (step a: true; step b: false) | count";
        var compiled = (Compilation.Compiled) Kql.compile(query, Fixture.schema(), OPTIONS);
        assertThat(compiled.translation().sql()).contains("LIMIT 5001");
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int k = 1; k <= count; k++) {
            steps.add(new Step(
                    List.of("all", "all", "last", "none").get(random.nextInt(4)),
                    List.of("a", "b", "c", "a b", "b c", "a b c").get(random.nextInt(6)),
                    k == 1 || random.nextBoolean() ? 0 : 1 + random.nextInt(k - 1),
                    1 + random.nextInt(5),
                    random.nextBoolean() ? 0 : 1 + random.nextInt(k)));
        }
        return steps;
    }

    private static String query(List<String> letters, List<Step> steps) {
        StringBuilder out = new StringBuilder("datatable(n:long, e:string)[");
        for (int i = 0; i < letters.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(i)
                    .append(", '")
                    .append(letters.get(i))
                    .append('\'');
        }
        out.append("] | sort by n asc | scan with_match_id=m declare (first:long, sum:long=0) with (");
        for (int k = 1; k <= steps.size(); k++) {
            out.append(steps.get(k - 1).text(k)).append("; ");
        }
        return out.append(")").toString();
    }

    private static List<String> rows(Fixture fixture, String query) throws SQLException {
        Compilation compilation = Kql.compile(query, Fixture.schema(), OPTIONS);
        assertThat(compilation).as(query).isInstanceOf(Compilation.Compiled.class);
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        return fixture.rows(compiled.sql(), compiled.columns());
    }

    private static List<String> machine(List<String> letters, List<Step> steps) {
        Map<Integer, State> states = new HashMap<>();
        List<String> out = new ArrayList<>();
        long sequences = 0;
        for (int n = 0; n < letters.size(); n++) {
            List<String> ended = new ArrayList<>();
            List<String> itself = new ArrayList<>();
            for (int k = steps.size(); k >= 1; k--) {
                Step step = steps.get(k - 1);
                State before = states.get(k - 1);
                State own = states.get(k);
                Map<Integer, Row> held = new HashMap<>();
                long match;
                if (before != null && step.matches(n, letters.get(n), before.rows())) {
                    end(ended, k, own, steps);
                    end(ended, k - 1, before, steps);
                    held.putAll(before.rows());
                    match = before.match();
                    states.remove(k - 1);
                } else if ((k == 1 || own != null)
                        && step.matches(n, letters.get(n), own == null ? Map.of() : own.rows())) {
                    match = own == null ? sequences++ : own.match();
                    held.putAll(own == null ? Map.of() : own.rows());
                } else {
                    continue;
                }
                Row row = row(n, letters.get(n), step, k, held);
                held.put(k, row);
                states.put(k, new State(match, held));
                if (step.output().equals("all")) {
                    itself.add(shown(row, match));
                }
            }
            out.addAll(ended);
            out.addAll(itself);
        }
        for (int k = steps.size(); k >= 1; k--) {
            end(out, k, states.get(k), steps);
        }
        return out;
    }

    private static void end(List<String> out, int k, @Nullable State state, List<Step> steps) {
        if (state != null && steps.get(k - 1).output().equals("last")) {
            out.add(shown(state.rows().get(k), state.match()));
        }
    }

    private static Row row(long n, String e, Step step, int k, Map<Integer, Row> held) {
        if (step.from() == 0) {
            return new Row(n, e, null, 0);
        }
        Row from = held.get(step.from());
        Row own = held.get(k);
        return new Row(n, e, from == null ? null : from.n(), n + (own == null ? 0 : own.sum()));
    }

    private static String shown(Row row, long match) {
        return row.n() + " | '" + row.e() + "' | " + (row.first() == null ? "null" : row.first()) + " | " + row.sum()
                + " | " + match;
    }
}
