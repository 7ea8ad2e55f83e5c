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
 * step before where that has a sequence (<i>promoted</i>), or else goes on with the step's own (<i>repeated</i>; the first
 * step may always begin one). All of that looks at the state before the row, but for the first step when the second has
 * just taken its state over: it is empty then.
 *
 * <p>The names of the fold: {@code kql_w} the rows, {@code kql_x} what columns hold without a value, {@code kql_s} the
 * state and the output so far, {@code kql_t} the row. State {@code s}: {@code n} rows read, {@code c}
 * sequences begun; of step {@code k}: {@code a} whether it has a sequence, {@code m} the number of it, {@code v} the value
 * of a reference, {@code i} and {@code l} the row that is put out when the sequence has left the step. What the steps say
 * of the row, {@code q}: {@code c} whether it is promoted (of the first step: whether the condition holds over an empty
 * state), {@code h} whether the condition holds over the step's own state, {@code w} and {@code u} what is assigned in
 * the one case and the other. The output grows within pieces of {@value #PIECE_ROWS} rows, because a fold copies what it
 * carries for every row.
 */
public final class StepFold {
    /** Rows times steps: a fold is not interrupted, and a row costs 0.1 ms and more, with each step more. */
    private static final int ROWS_MAX = 10_000;

    private static final int PIECE_ROWS = 64;

    /** How many rows so many steps may go over. */
    public static int rowsMax(int steps) {
        return ROWS_MAX / steps;
    }

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
        String folded = let("x", unassigned(), let("z", fold(), output()));
        String known = let("w", "{'rows': coalesce($1, [])}", guarded(folded));
        return new Scalar.Sql(known, operands, KqlType.DYNAMIC, KqlType.DYNAMIC);
    }

    /** What a text of SQL is, with a name for a value that it uses more than once. */
    private static String let(String name, String value, String text) {
        return "list_transform([" + value + "], lambda kql_" + name + ": " + text + ")[1]";
    }

    private String guarded(String text) {
        int most = rowsMax(steps.size());
        return "CASE WHEN len(kql_w.rows) > " + most
                + " THEN error('out of memory: scan of so many steps over more than " + most + " rows') ELSE " + text
                + " END";
    }

    /** An operand; each stands in the text once, so that none is put before the fold. */
    private String operand(Scalar value) {
        operands.add(value);
        return "$" + operands.size();
    }

    private String unassigned() {
        StringBuilder out = new StringBuilder("{'z': FALSE");
        for (int i = 0; i < row.size() + declared.size(); i++) {
            Scalar standard = i < row.size()
                    ? new Scalar.Literal(row.get(i).type(), row.get(i).type() == KqlType.STRING ? "" : null)
                    : standards.get(i - row.size());
            out.append(", 'x").append(i).append("': ").append(operand(standard));
        }
        return out.append('}').toString();
    }

    private String fold() {
        String none = "'s': CASE WHEN FALSE THEN " + state() + " END, 'o': CASE WHEN FALSE THEN " + nothing() + " END";
        String half = "{'r': kql_r, 'p': %s, 'q': CASE WHEN FALSE THEN " + unsaid() + " END, " + none + "}";
        String twice = "flatten(list_transform(kql_b.r, lambda kql_r: [" + half.formatted("FALSE") + ", "
                + half.formatted("TRUE") + "]))";
        String inner = "list_reduce(list_concat([{'r': kql_b.r[1], 'p': TRUE, 'q': " + unsaid()
                + ", 's': kql_a.s, 'o': " + nothing() + "}], " + twice + "), lambda kql_s, kql_t: " + step() + ")";
        String together = let("i", inner, "{'r': kql_a.r, 's': kql_i.s, 'o': list_concat(kql_a.o, kql_i.o)}");
        String pieces = "list_transform(range(0, len(kql_w.rows), " + PIECE_ROWS + "), lambda kql_n: {'r': kql_w.rows["
                + "kql_n + 1:kql_n + " + PIECE_ROWS + "], " + none + "})";
        return "list_reduce(list_concat([{'r': kql_w.rows[1:1], 's': " + state() + ", 'o': " + nothing() + "}], "
                + pieces + "), lambda kql_a, kql_b: " + together + ")";
    }

    /** What the steps say of a row, before they have: what is folded has the form of what is carried. */
    private String unsaid() {
        StringBuilder out = new StringBuilder("{'z': FALSE");
        for (int k = 1; k <= steps.size(); k++) {
            out.append(", 'c%1$d': FALSE, 'h%1$d': FALSE".formatted(k));
            for (int d : steps.get(k - 1).assigned().keySet()) {
                out.append(", 'u%1$dd%2$d': %3$s, 'w%1$dd%2$d': %3$s".formatted(k, d, standard(d)));
            }
        }
        return out.append('}').toString();
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
        return "kql_x.x" + (row.size() + ofDeclared);
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
        return "kql_x.x" + references.get(reference).column();
    }

    private static String held(int step, int reference) {
        return "kql_s.s.k" + step + "v" + reference;
    }

    private String promoted(int k) {
        return k > 1 ? "kql_s.q.c" + k : "FALSE";
    }

    private String left(int k) {
        return k < steps.size() ? "kql_s.q.c" + (k + 1) : "FALSE";
    }

    /** Whether the row matches a step, in one way or the other. */
    private String matched(int k) {
        if (k > 1) {
            return "(kql_s.q.c%1$d OR (%2$s AND kql_s.q.h%1$d))".formatted(k, alive(k));
        }
        return steps.size() > 1 ? "CASE WHEN kql_s.q.c2 THEN kql_s.q.c1 ELSE kql_s.q.h1 END" : "kql_s.q.h1";
    }

    private String alive(int k) {
        return "(kql_s.s.a" + k + " AND NOT " + left(k) + ")";
    }

    /**
     * What is carried on. Each row is there twice: first the steps say what they think of it, then the state becomes
     * another. A lambda within the fold that gave names to what they say would cost a row a millisecond.
     */
    private String step() {
        StringBuilder said = new StringBuilder("{'z': FALSE");
        for (int k = 1; k <= steps.size(); k++) {
            int at = k;
            Function<Integer, String> own = x -> whenRepeated(at, x);
            Function<Integer, String> other = k > 1 ? x -> whenPromoted(at, x) : this::empty;
            Scalar condition = steps.get(k - 1).condition();
            // of the first step: whether it holds over an empty state
            String may = k > 1 ? "kql_s.s.a" + (k - 1) : "TRUE";
            said.append(", 'c%1$d': coalesce(%2$s AND %3$s, FALSE), 'h%1$d': coalesce(%4$s, FALSE)"
                    .formatted(k, may, operand(over(condition, other)), operand(over(condition, own))));
            for (Map.Entry<Integer, Scalar> one : steps.get(k - 1).assigned().entrySet()) {
                said.append(", 'u%1$dd%2$d': %3$s, 'w%1$dd%2$d': %4$s"
                        .formatted(
                                k,
                                one.getKey(),
                                operand(over(one.getValue(), own)),
                                operand(over(one.getValue(), other))));
            }
        }
        return "{'r': kql_s.r, 'p': TRUE, 'q': CASE WHEN kql_t.p THEN kql_s.q ELSE " + said
                + "} END, 's': CASE WHEN kql_t.p THEN " + next() + " ELSE kql_s.s END, 'o': CASE WHEN kql_t.p THEN "
                + emitted() + " ELSE kql_s.o END}";
    }

    /** The number of the sequence that a row which matches a step belongs to. */
    private String sequence(int k) {
        return k == 1
                ? "CASE WHEN " + alive(1) + " THEN kql_s.s.m1 ELSE kql_s.s.c END"
                : "CASE WHEN kql_s.q.c%1$d THEN kql_s.s.m%2$d ELSE kql_s.s.m%1$d END".formatted(k, k - 1);
    }

    private String whenPromoted(int k, int reference) {
        return references.get(reference).step() < k ? held(k - 1, reference) : empty(reference);
    }

    private String whenRepeated(int k, int reference) {
        return references.get(reference).step() > k ? empty(reference) : held(k, reference);
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
        if (!steps.get(k - 1).assigned().containsKey(ofDeclared)) {
            return standard(ofDeclared);
        }
        if (steps.size() == 1) {
            return "kql_s.q.u1d" + ofDeclared;
        }
        return "CASE WHEN kql_s.q.c%1$d THEN kql_s.q.w%2$dd%3$d ELSE kql_s.q.u%2$dd%3$d END"
                .formatted(Math.max(k, 2), k, ofDeclared);
    }

    private String next() {
        StringBuilder out = new StringBuilder("{'n': kql_s.s.n + 1, 'c': kql_s.s.c + CASE WHEN " + matched(1)
                + " AND NOT " + alive(1) + " THEN 1 ELSE 0 END");
        for (int k = 1; k <= steps.size(); k++) {
            out.append(", 'a%d': %s OR %s".formatted(k, matched(k), alive(k)));
            out.append(changed("m" + k, k, sequence(k)));
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

    /** The output and what a row adds: the rows that it ends the sequences of, then itself, each time the last step first. */
    private String emitted() {
        List<String> ended = new ArrayList<>();
        List<String> itself = new ArrayList<>();
        for (int k = steps.size(); k >= 1; k--) {
            int at = k;
            switch (steps.get(k - 1).output()) {
                case ALL ->
                    itself.add("CASE WHEN " + matched(k) + " THEN ["
                            + put("kql_s.s.n + 1", sequence(k), d -> value(at, d)) + "] END");
                case LAST ->
                    ended.add("CASE WHEN kql_s.s.a" + k + " AND (" + left(k) + " OR " + promoted(k) + ") THEN ["
                            + kept("kql_s.s.", k) + "] END");
                case NONE -> {}
            }
        }
        ended.addAll(itself);
        String output = "kql_s.o";
        for (String more : ended) {
            output = "list_concat(" + output + ", " + more + ")";
        }
        return output;
    }

    private String kept(String state, int k) {
        return put(state + "i" + k, state + "m" + k, d -> state + "l" + k + "d" + d);
    }

    /** What the fold yields: with the rows at their places, and those put out that no row has ended. */
    private String output() {
        String all = "kql_z.o";
        for (int k = steps.size(); k >= 1; k--) {
            if (steps.get(k - 1).output() == Output.LAST) {
                all = "list_concat(" + all + ", CASE WHEN kql_z.s.a" + k + " THEN [" + kept("kql_z.s.", k) + "] END)";
            }
        }
        String columns = IntStream.range(0, declared.size())
                .mapToObj(d -> ", 'd" + d + "': kql_e.d" + d)
                .collect(Collectors.joining());
        return "list_transform(" + all + ", lambda kql_e: {'r': kql_w.rows[kql_e.i], 'm': kql_e.m" + columns + "})";
    }
}
