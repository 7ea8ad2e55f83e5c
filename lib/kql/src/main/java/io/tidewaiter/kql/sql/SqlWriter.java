package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.Template;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plans to SQL. Neighbouring operators share a SELECT as long as that says the same and computes nothing twice; else the
 * lower one becomes a select in FROM.
 */
public final class SqlWriter {
    /** Longer expressions become a column of a select in FROM, so that text does not pile up in text. */
    private static final int INLINED_CHARS_MAX = 1000;

    /** A literal that is no number; NUL stands outside of its quotes. */
    private static final Pattern LITERAL = Pattern.compile(
            "\\(?'(?:[^']|'')*'(?: \\|\\| chr\\(0\\) \\|\\| '(?:[^']|'')*')*\\)?|TRUE|FALSE", Pattern.DOTALL);

    private static final Pattern ALIAS = Pattern.compile("\\)\\s+AS\\s+(\\w+)\\s*$");

    /** A limit that may take any rows, where the part that is asked for holds all that it takes: nobody asks again. */
    private Optional<Plan> anyRows = Optional.empty();

    /** Columns of tables; where one is passed on, it is still the same slot. */
    private final Set<Slot> stored = new HashSet<>();

    /** Bodies of operators that are asked for each row or part, around what is being written. */
    private int bodies;

    private final Names names = new Names();
    private final ScalarWriter scalars =
            new ScalarWriter(plan -> indented(block(plan).sql(names)));

    /** The statement that yields the plan's columns in their order, dynamic values as JSON. */
    public String write(Plan plan, List<Slot> output) {
        Block block = block(plan);
        Map<Slot, String> columns = new HashMap<>(block.columns);
        block.columns.clear();
        for (Slot slot : output) {
            Scalar value = new Scalar.Column(slot);
            block.columns.put(
                    slot,
                    slot.type() == slot.held() ? columns.get(slot) : scalars.inHand(value, slot.type(), in(columns)));
        }
        return block.sql(names);
    }

    /**
     * The statement for a part of the plan's rows: in the plan's order and, where that leaves it open, in the order of
     * all columns.
     */
    public String page(Plan plan, List<Slot> output, long skip, long rows) {
        anyRows = skip == 0 ? rootLimit(plan, rows) : Optional.empty();
        Block block = unlimited(block(plan));
        boolean isNarrow = narrowed(plan, block, new Part(skip, rows), false);
        Map<Slot, String> columns = new HashMap<>(block.columns);
        block.columns.clear();
        for (Slot slot : output) {
            block.columns.put(slot, scalars.inHand(new Scalar.Column(slot), slot.type(), in(columns)));
            if (!isNarrow) {
                block.orderBy.add(Integer.toString(block.columns.size()));
            }
        }
        if (!isNarrow) {
            block.limit = new Part(skip, rows).sql();
        }
        return block.sql(names);
    }

    /** What a limit takes. */
    record Part(long skip, long rows) {
        String sql() {
            return skip == 0 ? Long.toString(rows) : rows + " OFFSET " + skip;
        }
    }

    /**
     * Finds the part's rows by the table's own order before anything of them is computed, where the rows are those of one
     * table: what is costly to put together is put together for the part only.
     *
     * @param isAny whether any rows will do
     */
    private static boolean narrowed(Plan plan, Block block, Part part, boolean isAny) {
        Optional<KqlTable> table = onlyTable(plan);
        if (table.isEmpty()
                || !block.isOfTable(table.get().from())
                || table.get().order().isEmpty()) {
            return false;
        }
        Matcher alias = ALIAS.matcher(block.from);
        if (!alias.find()) {
            return false;
        }
        if (!isAny) {
            block.orderBy.add(table.get().order());
        }
        if (block.parts().isPresent()) {
            block.readFrom(block.parts().get().chosen(block.where, block.orderBy, part));
        } else {
            String where = block.where.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", block.where);
            String order = block.orderBy.isEmpty() ? "" : "\nORDER BY " + String.join(", ", block.orderBy);
            String rest = where + order + "\nLIMIT " + part.sql();
            block.from = "("
                    + indented("SELECT " + alias.group(1) + ".*\nFROM " + block.source(rest) + rest)
                    + ") AS " + alias.group(1);
        }
        block.where.clear();
        return true;
    }

    /** The limit that a plan's number of rows hangs on, where it is at most this. */
    private static Optional<Plan> rootLimit(Plan plan, long rows) {
        return switch (plan) {
            case Plan.Limit limit -> limit.rows() <= rows ? Optional.of(limit) : Optional.empty();
            case Plan.Project project -> rootLimit(project.input(), rows);
            case Plan.Sort sort -> rootLimit(sort.input(), rows);
            default -> Optional.empty();
        };
    }

    /** The one table whose rows, each still itself, a plan yields. */
    private static Optional<KqlTable> onlyTable(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> Optional.of(scan.table());
            case Plan.Filter filter -> onlyTable(filter.input());
            case Plan.Project project -> onlyTable(project.input());
            case Plan.Sort sort -> onlyTable(sort.input());
            default -> Optional.empty();
        };
    }

    private Block block(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan);
            case Plan.Values values -> values(values);
            case Plan.Outer outer -> outer(outer);
            case Plan.Range range -> range(range);
            case Plan.Filter filter -> filter(filter);
            case Plan.Project project -> project(project);
            case Plan.Aggregate aggregate -> aggregate(aggregate);
            case Plan.OneOf one -> oneOf(one);
            case Plan.Window window -> window(window);
            case Plan.Sort(Plan input, List<SortKey> keys) -> {
                Block block = unlimited(block(input));
                block.orderBy.clear(); // a limit that the earlier order was for has been taken by now
                block.orderBy.addAll(order(keys, columnsOf(block)));
                yield block;
            }
            case Plan.Limit(Plan input, long skip, long rows) -> {
                Block block = unlimited(block(input));
                boolean isUnordered = block.orderBy.isEmpty();
                boolean isAny = isUnordered && anyRows.equals(Optional.of(plan));
                if (!narrowed(input, block, new Part(skip, rows), isAny)) {
                    block.limit = new Part(skip, rows).sql();
                } else if (isUnordered) {
                    block.orderBy.clear();
                }
                yield block;
            }
            case Plan.Sample(Plan input, long rows, var seed) -> {
                Block block = wrapped(block(input));
                if (bodies > 0 && seed.isEmpty()) { // DuckDB has no sample for each row of another table
                    block.orderBy.add("random()");
                    block.limit = Long.toString(rows);
                    yield block;
                }
                String again = seed.isPresent() ? " REPEATABLE (" + seed.getAsInt() + ")" : "";
                block.sample = "reservoir(" + rows + " ROWS)" + again;
                yield block;
            }
            case Plan.Join join -> join(join);
            case Plan.Union union -> union(union);
            case Plan.Expand expand -> {
                Block input = block(expand.input());
                boolean isWrapped = expand.index().isPresent() && !(expand.input() instanceof Plan.Outer);
                yield new ExpandWriter(scalars).expand(expand, isWrapped ? wrapped(input) : open(input));
            }
            case Plan.Apply apply -> apply(apply);
        };
    }

    private Block scan(Plan.Scan scan) {
        scan.fields().forEach(f -> stored.add(f.slot()));
        if (!scan.table().parts().isEmpty()) {
            PartsWriter parts = new PartsWriter(scan.table(), scan.fields());
            Block block = new Block(parts);
            for (int i = 0; i < scan.fields().size(); i++) {
                block.columns.put(scan.fields().get(i).slot(), parts.column(i));
            }
            return block;
        }
        Block block = new Block(scan.table().from(), scan.table().joins());
        for (Field field : scan.fields()) {
            block.columns.put(field.slot(), field.sql());
            if (!field.sql().matches("[\\w.\"]+")) {
                block.computed.add(field.slot());
            }
        }
        return block;
    }

    private Block values(Plan.Values values) {
        List<Slot> slots = values.columns();
        String select = slots.stream()
                .map(s -> SqlText.literal(s.held(), null) + " AS " + names.of(s))
                .collect(Collectors.joining(", "));
        if (values.rows().isEmpty()) {
            return named(
                    new Block("(SELECT " + (select.isEmpty() ? "1" : select) + " LIMIT 0) AS " + names.alias()), slots);
        }
        if (slots.isEmpty()) {
            return new Block("range(" + values.rows().size() + ") AS " + names.alias());
        }
        String rows = values.rows().stream()
                .map(row ->
                        row.stream().map(v -> scalars.value(v, s -> "")).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        String header = slots.stream().map(names::of).collect(Collectors.joining(", "));
        return named(new Block("(VALUES " + rows + ") AS " + names.alias() + "(" + header + ")"), slots);
    }

    private Block named(Block block, List<Slot> slots) {
        slots.forEach(s -> block.columns.put(s, names.of(s)));
        return block;
    }

    private Block outer(Plan.Outer outer) {
        return named(new Block(""), outer.columns());
    }

    private Block range(Plan.Range range) {
        String from = scalars.value(range.from(), s -> "");
        String to = scalars.value(range.to(), s -> "");
        String step = scalars.value(range.step(), s -> "");
        String name = names.of(range.slot());
        KqlType held = range.slot().held();
        String rows;
        if (held == KqlType.REAL || held == KqlType.DECIMAL) {
            String count = "CAST(floor((" + to + " - " + from + ") / " + step + ") AS BIGINT)";
            rows = "SELECT " + from + " + i * " + step + " AS " + name + " FROM generate_series(0, " + count
                    + ") AS g(i)";
        } else {
            rows = "SELECT CAST(i AS " + SqlText.type(held) + ") AS " + name + " FROM generate_series(" + from + ", "
                    + to + ", " + step + ") AS g(i)";
        }
        return named(new Block("(" + rows + ") AS " + names.alias()), List.of(range.slot()));
    }

    private Block filter(Plan.Filter filter) {
        Block input = block(filter.input());
        boolean repeats = Uses.of(filter.condition()).keySet().stream().anyMatch(input.computed::contains);
        boolean isOverTable = filter.input() instanceof Plan.Scan;
        Block block = input.isOpen() && (!repeats || isOverTable) ? input : wrapped(input);
        block.where.add(scalars.predicate(filter.condition(), columnsOf(block)));
        return block;
    }

    private Block project(Plan.Project project) {
        // without any column the aggregates go, and with them that all rows are one
        Block input = project.assigns().isEmpty() ? wrapped(block(project.input())) : block(project.input());
        Map<Slot, Integer> uses = new HashMap<>();
        boolean isPlain = true;
        for (Assign assign : project.assigns()) {
            Uses.add(assign.value(), uses);
            isPlain &= assign.value() instanceof Scalar.Column;
        }
        boolean repeats = input.computed.stream()
                .anyMatch(s -> uses.getOrDefault(s, 0) > 1
                        || (uses.containsKey(s) && columnsOf(input).apply(s).length() > INLINED_CHARS_MAX));
        boolean isLimited = !input.limit.isEmpty() || !input.sample.isEmpty() || !input.distinctOn.isEmpty();
        boolean losesRows = !kept(project.assigns()).containsAll(input.essential);
        // an aggregate or unfolded list may not get into the expressions that templates make
        boolean isApart = !isPlain && (repeats || isLimited || input.isClosed);
        Block block = losesRows || isApart ? wrapped(input) : input;
        Map<Slot, String> before = new HashMap<>(block.columns);
        List<Slot> computedBefore = List.copyOf(block.computed);
        List<Slot> essential = List.copyOf(block.essential);
        block.columns.clear();
        block.computed.clear();
        block.essential.clear();
        for (Assign assign : project.assigns()) {
            block.columns.put(assign.slot(), scalars.value(assign.value(), in(before)));
            boolean isName = assign.value() instanceof Scalar.Column(Slot source) && !computedBefore.contains(source);
            if (!isName && !(assign.value() instanceof Scalar.Literal)) {
                block.computed.add(assign.slot());
            }
            if (assign.value() instanceof Scalar.Column(Slot source) && essential.contains(source)) {
                block.essential.add(assign.slot());
            }
        }
        // what is drawn is drawn here, and has a name for all that reads it
        return project.assigns().stream().anyMatch(a -> a.value().isDrawn()) ? wrapped(block) : block;
    }

    private static Set<Slot> kept(List<Assign> assigns) {
        Set<Slot> kept = new HashSet<>();
        for (Assign assign : assigns) {
            if (assign.value() instanceof Scalar.Column(Slot slot)) {
                kept.add(slot);
            }
        }
        return kept;
    }

    private Block aggregate(Plan.Aggregate aggregate) {
        Block block = open(block(aggregate.input()));
        Optional<PartsWriter> parts = block.isOfTable("") ? block.parts() : Optional.empty();
        Map<Slot, String> before = new HashMap<>(block.columns);
        block.columns.clear();
        block.computed.clear();
        block.isClosed = true;
        for (Assign key : aggregate.keys()) {
            String sql = scalars.value(key.value(), in(before));
            block.columns.put(key.slot(), sql);
            block.groupBy.add(sql);
            block.computed.add(key.slot());
        }
        List<List<String>> operands = new ArrayList<>();
        List<Aggregated> aggregates = new ArrayList<>();
        for (Aggregated given : aggregate.aggregates()) {
            operands.add(operands(given, parts, in(before)));
            Aggregated one = given;
            if (isOfNumber(given, operands.getLast(), in(before))) {
                String number = operands.getLast().getFirst();
                Aggregated ofNumbers = Weights.ofNumbers(given);
                one = parts.flatMap(p -> p.sole(number, block.groupBy))
                        .map(sole -> Weights.withSole(ofNumbers, sole))
                        .orElse(ofNumbers);
            }
            aggregates.add(one);
            String order = one.order().isEmpty() ? "" : "ORDER BY " + String.join(", ", order(one.order(), in(before)));
            block.columns.put(one.slot(), SqlHole.fill(one.sql(), operands.getLast(), order));
            block.computed.add(one.slot());
        }
        for (Choice choice : aggregate.choices()) {
            choose(choice, in(before), block);
        }
        parts.ifPresent(p -> group(aggregates, operands, p, block));
        if (aggregate.keys().isEmpty()) {
            block.essential.addAll(aggregate.columns());
        }
        return block;
    }

    /** Whether only which values are the same matters to an aggregate, and they are numbers or have some in their place. */
    private boolean isOfNumber(Aggregated one, List<String> operands, Function<Slot, String> columns) {
        if (!Weights.looksAtIdentity(one)) {
            return false;
        }
        Scalar value = one.operands().getFirst();
        return switch (value.held()) {
            case BOOL, INT, LONG, DATETIME, TIMESPAN -> true;
            case REAL, DECIMAL, STRING, GUID, DYNAMIC -> !operands.getFirst().equals(scalars.value(value, columns));
        };
    }

    private List<String> operands(Aggregated one, Optional<PartsWriter> parts, Function<Slot, String> columns) {
        boolean isIdentity = parts.isPresent() && Weights.looksAtIdentity(one);
        return one.operands().stream()
                .map(o -> scalars.value(o, columns))
                .map(sql -> isIdentity ? parts.get().identity(sql) : sql)
                .toList();
    }

    /** Puts groups of rows in the place of rows, where the aggregates of a block can be told from those. */
    private static void group(
            List<Aggregated> aggregates, List<List<String>> operands, PartsWriter parts, Block block) {
        List<String> weighed = new ArrayList<>();
        for (Aggregated one : aggregates) {
            Weights.of(one, parts.weight()).ifPresent(weighed::add);
        }
        if (weighed.size() < aggregates.size()) {
            return;
        }
        Optional<String> groups = parts.grouped(block.columns.values(), block.where);
        if (groups.isPresent()) {
            block.readFrom(groups.get());
            for (int i = 0; i < weighed.size(); i++) {
                block.columns.put(aggregates.get(i).slot(), SqlHole.fill(weighed.get(i), operands.get(i), ""));
            }
        }
    }

    /** All values in one structure, so that they are of the same row. */
    private void choose(Choice choice, Function<Slot, String> columns, Block block) {
        List<String> fields = new ArrayList<>();
        for (Assign assign : choice.values()) {
            fields.add("'c" + fields.size() + "': " + scalars.value(assign.value(), columns));
        }
        String row = "{" + String.join(", ", fields) + "}";
        String any = "any_value(" + row + ")";
        String chosen = choice.by() // where the value is null in all rows, any row will do
                .map(by -> "coalesce(" + extreme(choice.isGreatest(), row, by, columns) + ", " + any + ")")
                .orElse(any);
        int index = 0;
        for (Assign assign : choice.values()) {
            String field = "(" + chosen + ").c" + index++;
            boolean isText = assign.slot().type() == KqlType.STRING;
            block.columns.put(assign.slot(), isText ? "coalesce(" + field + ", '')" : field);
            block.computed.add(assign.slot());
        }
    }

    private String extreme(boolean isGreatest, String row, Scalar by, Function<Slot, String> columns) {
        String value = comparable(by, columns);
        if (isGreatest) {
            return "arg_max(" + row + ", " + value + ")";
        }
        return mayBeNoNumber(by)
                ? "arg_max(" + row + ", " + Reals.negated(value) + ")"
                : "arg_min(" + row + ", " + value + ")";
    }

    /** A dynamic value goes by its number where it is one, else by its text. */
    private String comparable(Scalar value, Function<Slot, String> columns) {
        String sql = scalars.value(value, columns);
        return value.held() == KqlType.DYNAMIC
                ? Template.fill(
                        "CASE WHEN $1 IS NOT NULL THEN {'n': TRY_CAST($1 ->> '$' AS DOUBLE), 't': $1 ->> '$'} END",
                        List.of(sql))
                : sql;
    }

    private Block oneOf(Plan.OneOf one) {
        Block block = open(block(one.input()));
        block.distinctOn = one.keys().stream()
                .map(k -> scalars.value(k, columnsOf(block)))
                .map(sql -> LITERAL.matcher(sql).matches() ? "(SELECT " + sql + ")" : sql) // DuckDB refuses it bare
                .collect(Collectors.joining(", ", "DISTINCT ON (", ") "));
        return block;
    }

    private Block window(Plan.Window window) {
        Block block = wrapped(block(window.input()));
        List<String> keys = order(window.order(), columnsOf(block));
        String order = keys.isEmpty() ? "" : "ORDER BY " + String.join(", ", keys);
        Map<Slot, String> before = new HashMap<>(block.columns);
        for (Aggregated value : window.values()) {
            List<String> operands = value.operands().stream()
                    .map(o -> scalars.value(o, in(before)))
                    .toList();
            block.columns.put(value.slot(), SqlHole.fill(value.sql(), operands, order));
            block.computed.add(value.slot());
        }
        block.isClosed = true;
        return block;
    }

    private Block join(Plan.Join join) {
        Block left = wrapped(block(join.left()));
        Block right = wrapped(block(join.right()));
        String keyword = switch (join.kind()) {
            case INNER -> " JOIN ";
            case LEFT -> " LEFT JOIN ";
            case RIGHT -> " RIGHT JOIN ";
            case FULL -> " FULL JOIN ";
            case SEMI -> " SEMI JOIN ";
            case ANTI -> " ANTI JOIN ";
        };
        String on = join.on().stream()
                .map(e -> scalars.value(e.left(), columnsOf(left)) + " = " + scalars.value(e.right(), columnsOf(right)))
                .collect(Collectors.joining(" AND "));
        Block block = new Block(
                left.from + "\n" + keyword.strip() + " " + right.from + " ON " + (on.isEmpty() ? "TRUE" : on));
        block.columns.putAll(left.columns);
        if (join.kind() != Plan.JoinKind.SEMI && join.kind() != Plan.JoinKind.ANTI) {
            block.columns.putAll(right.columns);
        }
        return block;
    }

    private Block union(Plan.Union union) {
        List<String> legs = new ArrayList<>();
        for (Plan leg : union.legs()) {
            Block block = block(leg);
            Map<Slot, String> columns = new HashMap<>(block.columns);
            Block shown = block;
            if (!block.limit.isEmpty() || !block.orderBy.isEmpty() || !block.sample.isEmpty()) {
                shown = wrapped(block);
                columns = new HashMap<>(shown.columns);
            }
            shown.columns.clear();
            for (Slot slot : leg.columns()) {
                shown.columns.put(slot, columns.get(slot));
            }
            legs.add(shown.unnamed());
        }
        String alias = names.alias();
        String header = union.columns().stream().map(names::of).collect(Collectors.joining(", "));
        String sql = "(" + indented(String.join("\nUNION ALL\n", legs)) + ") AS " + alias
                + (header.isEmpty() ? "" : "(" + header + ")");
        return named(new Block(sql), union.columns());
    }

    private Block apply(Plan.Apply apply) {
        Block outer = wrapped(block(apply.input()));
        bodies++;
        Block inner = block(apply.body());
        bodies--;
        inner.columns.keySet().removeAll(outer.columns.keySet()); // what it read of the outer row would be there twice
        String body = inner.sql(names);
        Block block = new Block(outer.from + "\nCROSS JOIN LATERAL (" + indented(body) + ") AS " + names.alias());
        block.columns.putAll(outer.columns);
        inner.columns.keySet().forEach(s -> block.columns.put(s, names.of(s)));
        return block;
    }

    /** The columns of a SELECT; a column of no SELECT around is one of the outer query. */
    private Function<Slot, String> columnsOf(Block block) {
        return in(block.columns);
    }

    private Function<Slot, String> in(Map<Slot, String> columns) {
        return slot -> {
            String sql = columns.get(slot);
            return sql == null ? names.of(slot) : sql;
        };
    }

    /** A SELECT to which conditions, groups and windows can be added. */
    private Block open(Block block) {
        return block.isOpen() ? block : wrapped(block);
    }

    private Block unlimited(Block block) {
        return block.limit.isEmpty() && block.sample.isEmpty() && block.distinctOn.isEmpty() ? block : wrapped(block);
    }

    /** The SELECT in brackets, as the source of another. */
    private Block wrapped(Block block) {
        Block outer = new Block("(" + indented(block.sql(names)) + ") AS " + names.alias());
        return named(outer, List.copyOf(block.columns.keySet()));
    }

    /** Keys of ORDER BY; a dynamic value goes by its number where it is one, then by its text. */
    private List<String> order(List<SortKey> keys, Function<Slot, String> columns) {
        List<String> out = new ArrayList<>();
        for (SortKey key : keys) {
            String direction =
                    (key.isAscending() ? " ASC" : " DESC") + (key.isNullsFirst() ? " NULLS FIRST" : " NULLS LAST");
            String sql = scalars.value(key.value(), columns);
            if (key.value().held() == KqlType.DYNAMIC) {
                out.add("TRY_CAST(" + sql + " ->> '$' AS DOUBLE)" + direction);
                out.add("(" + sql + " ->> '$')" + direction);
            } else if (!LITERAL.matcher(sql).matches()) {
                // a literal orders nothing, and DuckDB refuses it
                if (mayBeNoNumber(key.value()) && key.isAscending() == key.isNullsFirst()) {
                    // what is not a number stands with the nulls, where DuckDB has it for the greatest number
                    out.add("isnan(" + sql + ")" + (key.isNullsFirst() ? " DESC NULLS FIRST" : " NULLS LAST"));
                }
                out.add(sql + direction);
            }
        }
        return out;
    }

    /** A stored real is a number: JSON, of which all tables are made, has no others. */
    private boolean mayBeNoNumber(Scalar value) {
        return value.held() == KqlType.REAL
                && !(value instanceof Scalar.Column(Slot slot) && stored.contains(slot))
                && !(value instanceof Scalar.Path);
    }

    static String indented(String sql) {
        return "\n  " + sql.replace("\n", "\n  ");
    }
}
