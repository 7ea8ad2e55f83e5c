package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The state machine of {@code scan} as SQL: a fold over the list of rows.
 *
 * <p>Each step has a state: whether it has a sequence, the sequence's number, and the values of the rows that matched it
 * and the steps before it. A row is held against the steps from the last to the first. It takes over the state of the
 * step before where that has a sequence (<i>promoted</i>, {@code c}), or else goes on with the step's own (<i>repeated</i>,
 * {@code d}; the first step may always begin one). All of that looks at the state before the row, but for a step whose
 * state the next one has just taken over, which is empty then.
 *
 * <p>The names of the fold: {@code kql_w} the rows and what columns hold without a value, {@code kql_s} the state and the
 * output so far, {@code kql_t} the row, {@code kql_q} who is promoted, {@code kql_p} who is repeated, {@code kql_u} what
 * the steps assign. State {@code s}: {@code n} rows read, {@code c} sequences begun; of step {@code k}: {@code a} whether
 * it has a sequence, {@code m} the number of it, {@code v} the value of a reference, {@code i} and {@code l} the row that
 * is put out when the sequence has left the step. The output grows within pieces of {@value #PIECE_ROWS} rows, because a
 * fold copies what it carries for every row.
 */
public final class StepFold {
    /** A fold is not interrupted; so many rows take one or two seconds. */
    private static final int ROWS_MAX = 10_000;

    private static final int PIECE_ROWS = 64;

    /** Which rows of those that match a step are put out. */
    public enum Output {
        ALL,
        /** The last of those that follow each other. */
        LAST,
        NONE
    }

    /**
     * A step.
     *
     * @param assigned values of declared columns, by their place
     * @param columns by which expressions name the row that matched it: those of the rows, then the declared ones
     */
    public record Step(Output output, Scalar condition, Map<Integer, Scalar> assigned, List<Slot> columns) {
        public Step {
            assigned = new LinkedHashMap<>(assigned);
            columns = List.copyOf(columns);
        }
    }

    /** A value that some expression wants of the row that matched a step. */
    private record Reference(int step, int column, Slot slot) {}

    private final List<Slot> row;
    private final List<Slot> declared;
    private final List<Scalar> standards;
    private final List<Step> steps;
    private final List<Reference> references = new ArrayList<>();
    private final List<Scalar> operands = new ArrayList<>();

    /**
     * A fold.
     *
     * @param row the columns of the current row
     * @param declared the columns that are added to it
     * @param standards what those hold without a value
     */
    public StepFold(List<Slot> row, List<Slot> declared, List<Scalar> standards, List<Step> steps) {
        this.row = List.copyOf(row);
        this.declared = List.copyOf(declared);
        this.standards = List.copyOf(standards);
        this.steps = List.copyOf(steps);
        Set<Slot> read = new HashSet<>();
        for (Step step : steps) {
            read(step.condition(), read);
            step.assigned().values().forEach(v -> read(v, read));
        }
        for (int k = 1; k <= steps.size(); k++) {
            List<Slot> columns = steps.get(k - 1).columns();
            for (int c = 0; c < columns.size(); c++) {
                if (read.contains(columns.get(c))) {
                    references.add(new Reference(k, c, columns.get(c)));
                }
            }
        }
    }

    private static void read(Scalar value, Set<Slot> into) {
        if (value instanceof Scalar.Column(Slot slot)) {
            into.add(slot);
        }
        value.operands().forEach(o -> read(o, into));
    }

    /**
     * A list of SQL of what is put out: {@code r} the row, {@code d0}... the declared columns, {@code m} the number of the
     * sequence.
     *
     * @param rows a list of structures {@code f0}... of the rows' columns
     */
    public Scalar of(Slot rows) {
        operands.add(new Scalar.Column(rows));
        String known = let("w", "{'rows': coalesce($1, [])" + unassigned() + "}", guarded(let("z", fold(), output())));
        return new Scalar.Sql(known, operands, KqlType.DYNAMIC, KqlType.DYNAMIC);
    }

    /** What a text of SQL is, with a name for a value that it uses more than once. */
    private static String let(String name, String value, String text) {
        return "list_transform([" + value + "], lambda kql_" + name + ": " + text + ")[1]";
    }

    private static String guarded(String text) {
        return "CASE WHEN len(kql_w.rows) > " + ROWS_MAX + " THEN error('out of memory: scan over more than " + ROWS_MAX
                + " rows') ELSE " + text + " END";
    }

    /** An operand; each stands in the text once, so that none is put before the fold. */
    private String operand(Scalar value) {
        operands.add(value);
        return "$" + operands.size();
    }

    private String unassigned() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < row.size() + declared.size(); i++) {
            Scalar standard = i < row.size()
                    ? new Scalar.Literal(row.get(i).type(), row.get(i).type() == KqlType.STRING ? "" : null)
                    : standards.get(i - row.size());
            out.append(", 'x").append(i).append("': ").append(operand(standard));
        }
        return out.toString();
    }

    private String fold() {
        String inner = "list_reduce(list_concat([{'r': kql_b.r[1], 's': kql_a.s, 'o': " + nothing() + "}], "
                + elements("kql_b.r") + "), lambda kql_s, kql_t: " + step() + ")";
        String together = let("i", inner, "{'r': kql_a.r, 's': kql_i.s, 'o': list_concat(kql_a.o, kql_i.o)}");
        String pieces = "list_transform(range(0, len(kql_w.rows), " + PIECE_ROWS
                + "), lambda kql_n: kql_w.rows[kql_n + 1:" + "kql_n + " + PIECE_ROWS + "])";
        return "list_reduce(list_concat([{'r': kql_w.rows[1:1], 's': " + state() + ", 'o': " + nothing() + "}], "
                + elements(pieces) + "), lambda kql_a, kql_b: " + together + ")";
    }

    /** What is folded, in the form of what is carried: a fold knows one type only. */
    private String elements(String list) {
        return "list_transform(" + list + ", lambda kql_r: {'r': kql_r, 's': CASE WHEN FALSE THEN " + state()
                + " END, 'o': CASE WHEN FALSE THEN " + nothing() + " END})";
    }

    private String nothing() {
        return "list_filter([" + put("CAST(0 AS BIGINT)", "CAST(0 AS BIGINT)", this::standard)
                + "], lambda kql_e: FALSE)";
    }

    /** A row that is put out: its place in the list, its sequence, and the declared columns. */
    private String put(String place, String sequence, Function<Integer, String> value) {
        return "{'i': " + place + ", 'm': " + sequence
                + IntStream.range(0, declared.size())
                        .mapToObj(d -> ", 'd" + d + "': " + value.apply(d))
                        .collect(Collectors.joining())
                + "}";
    }

    private String standard(int ofDeclared) {
        return "kql_w.x" + (row.size() + ofDeclared);
    }

    /** The state before any row. */
    private String state() {
        StringBuilder out = new StringBuilder("{'n': CAST(0 AS BIGINT), 'c': CAST(0 AS BIGINT)");
        for (int k = 1; k <= steps.size(); k++) {
            out.append(", 'a%1$d': FALSE, 'm%1$d': CAST(0 AS BIGINT)".formatted(k));
            for (int x = 0; x < references.size(); x++) {
                if (references.get(x).step() <= k) {
                    out.append(", 'k%dv%d': ".formatted(k, x)).append(empty(x));
                }
            }
            if (steps.get(k - 1).output() == Output.LAST) {
                out.append(", 'i%d': CAST(0 AS BIGINT)".formatted(k));
                for (int d = 0; d < declared.size(); d++) {
                    out.append(", 'l%dd%d': ".formatted(k, d)).append(standard(d));
                }
            }
        }
        return out.append('}').toString();
    }

    private String empty(int reference) {
        return "kql_w.x" + references.get(reference).column();
    }

    private static String held(int step, int reference) {
        return "kql_s.s.k" + step + "v" + reference;
    }

    private String promoted(int k) {
        return k > 1 ? "kql_q.c" + k : "FALSE";
    }

    private String left(int k) {
        return k < steps.size() ? "kql_q.c" + (k + 1) : "FALSE";
    }

    private String matched(int k) {
        return k > 1 ? "(kql_q.c" + k + " OR kql_p.d" + k + ")" : "kql_p.d1";
    }

    private String alive(int k) {
        return "(kql_s.s.a" + k + " AND NOT " + left(k) + ")";
    }

    /** What is carried after a row. */
    private String step() {
        StringBuilder promotions = new StringBuilder("{'z': FALSE");
        StringBuilder repeats = new StringBuilder("{'z': FALSE");
        StringBuilder values = new StringBuilder("{'z': FALSE");
        for (int k = 1; k <= steps.size(); k++) {
            Step step = steps.get(k - 1);
            int at = k;
            if (k > 1) {
                String condition = operand(over(step.condition(), x -> whenPromoted(at, x)));
                promotions.append(", 'c%d': coalesce(kql_s.s.a%d AND %s, FALSE)".formatted(k, k - 1, condition));
            }
            String condition = operand(over(step.condition(), x -> whenRepeated(at, x)));
            String may = k == 1 ? "" : "NOT kql_q.c" + k + " AND " + alive(k) + " AND ";
            repeats.append(", 'd%d': coalesce(%s%s, FALSE)".formatted(k, may, condition));
            String sequence = k == 1
                    ? "CASE WHEN " + alive(1) + " THEN kql_s.s.m1 ELSE kql_s.s.c END"
                    : "CASE WHEN kql_q.c%1$d THEN kql_s.s.m%2$d ELSE kql_s.s.m%1$d END".formatted(k, k - 1);
            values.append(", 'm%d': ".formatted(k)).append(sequence);
            step.assigned()
                    .forEach((d, value) -> values.append(", 'u%dd%d': ".formatted(at, d))
                            .append(operand(over(value, x -> whenMatched(at, x)))));
        }
        String next = "{'r': kql_s.r, 's': " + next() + ", 'o': list_concat(kql_s.o, " + emitted() + ")}";
        return let("q", promotions + "}", let("p", repeats + "}", let("u", values + "}", next)));
    }

    private String whenPromoted(int k, int reference) {
        return references.get(reference).step() < k ? held(k - 1, reference) : empty(reference);
    }

    private String whenRepeated(int k, int reference) {
        if (references.get(reference).step() > k) {
            return empty(reference);
        }
        boolean mayBeLeft = k == 1 && steps.size() > 1;
        return mayBeLeft
                ? "CASE WHEN kql_q.c2 THEN " + empty(reference) + " ELSE " + held(k, reference) + " END"
                : held(k, reference);
    }

    private String whenMatched(int k, int reference) {
        return k == 1
                ? whenRepeated(1, reference)
                : "CASE WHEN kql_q.c" + k + " THEN " + whenPromoted(k, reference) + " ELSE "
                        + whenRepeated(k, reference) + " END";
    }

    /** An expression over the current row and the values that steps hold. */
    private Scalar over(Scalar value, Function<Integer, String> held) {
        if (value instanceof Scalar.Column(Slot slot)) {
            return Scalar.Sql.of(slot.type(), sqlOf(slot, held));
        }
        return value.map(v -> over(v, held));
    }

    private String sqlOf(Slot slot, Function<Integer, String> held) {
        if (row.contains(slot)) {
            return "kql_t.r.f" + row.indexOf(slot);
        }
        if (declared.contains(slot)) {
            return standard(declared.indexOf(slot));
        }
        int reference = IntStream.range(0, references.size())
                .filter(x -> references.get(x).slot().equals(slot))
                .findFirst()
                .orElseThrow();
        return "(" + held.apply(reference) + ")";
    }

    private String value(int k, int ofDeclared) {
        return steps.get(k - 1).assigned().containsKey(ofDeclared)
                ? "kql_u.u" + k + "d" + ofDeclared
                : standard(ofDeclared);
    }

    private String next() {
        StringBuilder out = new StringBuilder(
                "{'n': kql_s.s.n + 1, 'c': kql_s.s.c + CASE WHEN kql_p.d1 AND NOT " + alive(1) + " THEN 1 ELSE 0 END");
        for (int k = 1; k <= steps.size(); k++) {
            out.append(", 'a%d': %s OR %s".formatted(k, matched(k), alive(k)));
            out.append(changed("m" + k, k, "kql_u.m" + k));
            for (int x = 0; x < references.size(); x++) {
                if (references.get(x).step() <= k) {
                    out.append(", 'k%dv%d': ".formatted(k, x)).append(held(x, k, references.get(x)));
                }
            }
            if (steps.get(k - 1).output() == Output.LAST) {
                out.append(changed("i" + k, k, "kql_s.s.n + 1"));
                for (int d = 0; d < declared.size(); d++) {
                    out.append(changed("l" + k + "d" + d, k, value(k, d)));
                }
            }
        }
        return out.append('}').toString();
    }

    private String changed(String name, int k, String value) {
        return ", '%1$s': CASE WHEN %2$s THEN %3$s ELSE kql_s.s.%1$s END".formatted(name, matched(k), value);
    }

    private String held(int x, int k, Reference reference) {
        String rest = " WHEN " + left(k) + " THEN " + empty(x) + " ELSE " + held(k, x) + " END";
        if (reference.step() < k) {
            return "CASE WHEN " + promoted(k) + " THEN " + held(k - 1, x) + rest;
        }
        String value = reference.column() < row.size()
                ? "kql_t.r.f" + reference.column()
                : value(k, reference.column() - row.size());
        return "CASE WHEN " + matched(k) + " THEN " + value + rest;
    }

    /** What a row puts out: the rows that it ends the sequences of, then itself, each time the last step first. */
    private String emitted() {
        List<String> ended = new ArrayList<>();
        List<String> itself = new ArrayList<>();
        for (int k = steps.size(); k >= 1; k--) {
            int at = k;
            switch (steps.get(k - 1).output()) {
                case ALL ->
                    itself.add("CASE WHEN " + matched(k) + " THEN "
                            + put("kql_s.s.n + 1", "kql_u.m" + k, d -> value(at, d)) + " END");
                case LAST ->
                    ended.add("CASE WHEN kql_s.s.a" + k + " AND (" + left(k) + " OR " + promoted(k) + ") THEN "
                            + kept("kql_s.s.", k) + " END");
                case NONE -> {}
            }
        }
        ended.addAll(itself);
        return present(ended);
    }

    private String kept(String state, int k) {
        return put(state + "i" + k, state + "m" + k, d -> state + "l" + k + "d" + d);
    }

    private String present(List<String> rows) {
        String none = "CASE WHEN FALSE THEN " + put("CAST(0 AS BIGINT)", "CAST(0 AS BIGINT)", this::standard) + " END";
        return "list_filter([" + none + rows.stream().map(r -> ", " + r).collect(Collectors.joining())
                + "], lambda kql_e: kql_e IS NOT NULL)";
    }

    /** What the fold yields: with the rows at their places, and those put out that no row has ended. */
    private String output() {
        List<String> last = new ArrayList<>();
        for (int k = steps.size(); k >= 1; k--) {
            if (steps.get(k - 1).output() == Output.LAST) {
                last.add("CASE WHEN kql_z.s.a" + k + " THEN " + kept("kql_z.s.", k) + " END");
            }
        }
        String all = last.isEmpty() ? "kql_z.o" : "list_concat(kql_z.o, " + present(last) + ")";
        String columns = IntStream.range(0, declared.size())
                .mapToObj(d -> ", 'd" + d + "': kql_e.d" + d)
                .collect(Collectors.joining());
        return "list_transform(" + all + ", lambda kql_e: {'r': kql_w.rows[kql_e.i], 'm': kql_e.m" + columns + "})";
    }
}
