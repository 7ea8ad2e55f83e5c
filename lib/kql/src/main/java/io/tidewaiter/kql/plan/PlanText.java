package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Plan.SortKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people: the last operator first, its inputs below it, columns as {@code name#number}. */
public final class PlanText {
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    private PlanText() {}

    /** The text, a line for each operator. */
    public static String of(Plan plan) {
        PlanText text = new PlanText();
        text.append(plan, 0);
        return text.out.toString();
    }

    private void append(Plan plan, int depth) {
        plan.inputs(); // inputs are numbered first, so that numbers grow from the table upwards
        number(plan);
        out.append("  ".repeat(depth)).append(line(plan)).append('\n');
        plan.inputs().forEach(p -> append(p, depth + 1));
    }

    private void number(Plan plan) {
        plan.inputs().forEach(this::number);
        plan.columns().forEach(this::name);
    }

    private String line(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan ->
                "scan " + scan.table().name() + ": "
                        + scan.fields().stream()
                                .map(f -> name(f.slot()) + " " + type(f.slot()))
                                .collect(Collectors.joining(", "));
            case Plan.Values values ->
                "values " + names(values.columns()) + ": " + values.rows().size() + " rows";
            case Plan.Outer outer -> "row " + names(outer.columns());
            case Plan.Filter filter -> "filter " + text(filter.condition());
            case Plan.Project project -> "project " + assigns(project.assigns());
            case Plan.Aggregate aggregate ->
                "aggregate "
                        + Stream.concat(
                                        aggregate.aggregates().stream().map(this::aggregated),
                                        aggregate.choices().stream().map(this::choice))
                                .collect(Collectors.joining(", "))
                        + (aggregate.keys().isEmpty() ? "" : " by " + assigns(aggregate.keys()));
            case Plan.OneOf one -> "one of " + texts(one.keys());
            case Plan.Window window ->
                "window " + window.values().stream().map(this::aggregated).collect(Collectors.joining(", "))
                        + order(window.order());
            case Plan.Sort sort -> "sort" + order(sort.keys());
            case Plan.Limit limit -> "limit " + limit.rows() + (limit.skip() == 0 ? "" : " after " + limit.skip());
            case Plan.Sample sample -> "sample " + sample.rows();
            case Plan.Join join ->
                "join " + join.kind().name().toLowerCase(java.util.Locale.ROOT) + " on "
                        + join.on().stream()
                                .map(e -> text(e.left()) + " == " + text(e.right()))
                                .collect(Collectors.joining(", "));
            case Plan.Union union -> "union " + names(union.columns());
            case Plan.Expand expand ->
                "expand "
                        + expand.elements().stream()
                                .map(e -> name(e.slot()) + " = " + text(e.list()))
                                .collect(Collectors.joining(", "));
            case Plan.Apply ignored -> "apply";
            case Plan.Range range ->
                "range " + name(range.slot()) + " from " + text(range.from()) + " to " + text(range.to()) + " step "
                        + text(range.step());
        };
    }

    private String order(List<SortKey> keys) {
        return keys.isEmpty()
                ? ""
                : " by "
                        + keys.stream()
                                .map(k -> text(k.value())
                                        + (k.isAscending() ? " asc" : " desc")
                                        + (k.isNullsFirst() ? " nulls first" : " nulls last"))
                                .collect(Collectors.joining(", "));
    }

    private String aggregated(Aggregated one) {
        List<String> operands = one.operands().stream().map(this::text).toList();
        return name(one.slot()) + " = "
                + SqlHole.fill(one.sql(), operands, order(one.order()).strip());
    }

    private String choice(Choice choice) {
        String row = choice.by().isEmpty()
                ? "any row"
                : (choice.isGreatest() ? "row of greatest " : "row of least ")
                        + text(choice.by().get());
        return row + " (" + assigns(choice.values()) + ")";
    }

    private String assigns(List<Assign> assigns) {
        return assigns.stream()
                .map(a -> a.value() instanceof Scalar.Column(Slot slot) && slot.equals(a.slot())
                        ? name(slot)
                        : name(a.slot()) + " = " + text(a.value()))
                .collect(Collectors.joining(", "));
    }

    private String names(List<Slot> slots) {
        return slots.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(Slot slot) {
        int number = numbers.computeIfAbsent(slot.id(), id -> numbers.size() + 1);
        return slot.name() + "#" + number;
    }

    private static String type(Slot slot) {
        return slot.type() == slot.held()
                ? slot.type().keyword()
                : slot.type().keyword() + "(" + slot.held().keyword() + ")";
    }

    private String texts(List<Scalar> scalars) {
        return scalars.stream().map(this::text).collect(Collectors.joining(", "));
    }

    private String text(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Column(Slot slot) -> name(slot);
            case Scalar.Literal(KqlType type, Object value) ->
                value == null
                        ? type.keyword() + "(null)"
                        : type == KqlType.STRING
                                ? "'" + value + "'"
                                : type == KqlType.LONG ? value.toString() : type.keyword() + "(" + value + ")";
            case Scalar.TypeName(KqlType type) -> "typeof(" + type.keyword() + ")";
            case Scalar.Call(Resolved resolved, List<Scalar> arguments) ->
                Character.isLetter(resolved.function().name().charAt(0)) && arguments.size() != 2
                        ? resolved.function().name() + "(" + texts(arguments) + ")"
                        : call(resolved.function().name(), arguments);
            case Scalar.Junction junction ->
                junction.operands().stream()
                        .map(this::text)
                        .collect(Collectors.joining(junction.isAnd() ? " and " : " or ", "(", ")"));
            case Scalar.Path(Scalar value, List<PathKey> keys, KqlType held) ->
                text(value)
                        + keys.stream()
                                .map(k -> switch (k) {
                                    case PathKey.Name(String key) -> "." + key;
                                    case PathKey.Index(int index) -> "[" + index + "]";
                                })
                                .collect(Collectors.joining());
            case Scalar.Conversion(Scalar value, KqlType type) -> type.keyword() + "<" + text(value) + ">";
            case Scalar.Sql sql -> "sql{" + sql.sql() + "}(" + texts(sql.operands()) + ")";
            case Scalar.Draw draw ->
                "draw<" + draw.type().keyword() + ">(" + (draw.seed().isPresent() ? "again" : "") + ")";
            case Scalar.Query query -> "toscalar(\n" + PlanText.of(query.plan()) + ")";
            case Scalar.Among among ->
                text(among.value()) + (among.isNegated() ? " not" : "") + " among(\n" + PlanText.of(among.plan()) + ")";
        };
    }

    private String call(String name, List<Scalar> arguments) {
        boolean isOperator = !Character.isLetter(name.charAt(0)) || name.length() < 3;
        return isOperator && arguments.size() == 2
                ? "(" + text(arguments.getFirst()) + " " + name + " " + text(arguments.getLast()) + ")"
                : name + "(" + texts(arguments) + ")";
    }
}
