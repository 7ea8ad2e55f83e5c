package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Element;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Expanded;
import io.tidewaiter.kql.syntax.Operator.Expansion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code mv-expand} and {@code mv-apply}. */
final class ExpandBinder {
    /** What becomes one row, or none: null stays, an empty array or bag vanishes, a plain value is its own element. */
    private static final String ELEMENTS = """
            CASE json_type($1) WHEN 'ARRAY' THEN list_transform(CAST(json_extract($1, '$[*]') AS JSON[]), lambda e: nullif(e, 'null')) \
            WHEN 'OBJECT' THEN list_transform(CAST(json_keys($1) AS VARCHAR[]), lambda k: %s) ELSE [$1] END""";

    private static final String VALUE_OF_KEY =
            "json_extract($1, '$.\"' || replace(replace(k, '\\', '\\\\'), '\"', '\\\"') || '\"')";
    private static final String BAGS = ELEMENTS.formatted("json_object(k, " + VALUE_OF_KEY + ")");
    private static final String PAIRS = ELEMENTS.formatted("json_array(k, " + VALUE_OF_KEY + ")");

    private final PipelineBinder pipelines;

    ExpandBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** What is expanded: the input with the arrays as columns, the elements, and what the elements are called. */
    private record Unfolding(Plan input, List<Element> elements, Map<String, Scalar> values, Optional<Slot> index) {}

    Rows expand(Rows input, Operator.MvExpand expand, Environment environment) {
        Unfolding unfolding = unfolding(input, expand.expansion(), environment);
        Plan expanded = new Plan.Expand(unfolding.input(), unfolding.elements(), unfolding.index());
        return input.with(new Plan.Project(expanded, output(input.plan().columns(), unfolding)));
    }

    private List<Assign> output(List<Slot> columns, Unfolding unfolding) {
        List<Assign> assigns = new ArrayList<>();
        Map<String, Scalar> values = new LinkedHashMap<>(unfolding.values());
        for (Slot slot : columns) {
            Scalar replaced = values.remove(slot.name());
            assigns.add(replaced == null ? new Assign(slot, new Scalar.Column(slot)) : assign(slot.name(), replaced));
        }
        values.forEach((name, value) -> assigns.add(assign(name, value)));
        return assigns;
    }

    private Assign assign(String name, Scalar value) {
        return new Assign(pipelines.binding().slots().slot(name, value), value);
    }

    /** A list of SQL, which is no value of the language and never leaves the expansion. */
    static Scalar list(Scalar array, boolean bagsAsArrays, long rowsMax) {
        Scalar json = array.held() == KqlType.DYNAMIC ? array : new Scalar.Conversion(array, KqlType.DYNAMIC);
        Scalar list = Scalar.Sql.of(KqlType.DYNAMIC, bagsAsArrays ? PAIRS : BAGS, json);
        return rowsMax == Long.MAX_VALUE
                ? list
                : Scalar.Sql.of(KqlType.DYNAMIC, "list_slice($1, 1, $2)", list, Plan.whole(rowsMax));
    }

    private Unfolding unfolding(Rows input, Expansion expansion, Environment environment) {
        ExpressionBinder expressions = pipelines.over(input, environment);
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        List<Element> elements = new ArrayList<>();
        List<Assign> arrays = new ArrayList<>(RowBinder.passed(input.plan().columns()));
        Map<String, Scalar> values = new LinkedHashMap<>();
        long rowsMax = expansion
                .limit()
                .map(l -> expressions.whole(l, "the number of elements"))
                .orElse(Long.MAX_VALUE);
        for (Expanded column : expansion.columns()) {
            Scalar array = list(expressions.bind(column.value()), expansion.bagsAsArrays(), rowsMax);
            String own = column.name().isEmpty() ? ResultNames.of(column.value(), environment) : column.name();
            String name = own.isEmpty() ? numbering.free("") : own;
            Assign list = assign(name, array);
            arrays.add(list);
            Slot slot = pipelines.binding().slots().slot(name, KqlType.DYNAMIC);
            elements.add(new Element(slot, new Scalar.Column(list.slot())));
            Scalar element = new Scalar.Column(slot);
            Optional<KqlType> type = column.type().filter(t -> t != KqlType.DYNAMIC);
            values.put(name, type.isPresent() ? new Scalar.Conversion(element, type.get()) : element);
        }
        Optional<Slot> index = Optional.empty();
        if (!expansion.indexColumn().isEmpty()) {
            Slot slot = pipelines.binding().slots().slot(expansion.indexColumn(), KqlType.LONG);
            index = Optional.of(slot);
            values.put(expansion.indexColumn(), new Scalar.Column(slot));
        }
        return new Unfolding(new Plan.Project(input.plan(), arrays), elements, values, index);
    }

    Rows apply(Rows input, Operator.MvApply apply, Environment environment) {
        pipelines.binding().enter(apply.place());
        Unfolding unfolding = unfolding(input, apply.expansion(), environment);
        Plan row = new Plan.Outer(unfolding.input().columns());
        Plan expanded = new Plan.Expand(row, unfolding.elements(), unfolding.index());
        Rows inner = Rows.of(new Plan.Project(expanded, output(input.plan().columns(), unfolding)));
        Rows body = pipelines.bind(apply.body(), environment, Optional.of(inner));
        pipelines.binding().leave();
        Set<Slot> outer = new HashSet<>(unfolding.input().columns());
        Set<String> made = new HashSet<>(unfolding.values().keySet());
        List<Assign> assigns = new ArrayList<>();
        for (Slot slot : input.plan().columns()) {
            if (!made.contains(slot.name())) {
                assigns.add(new Assign(slot, new Scalar.Column(slot)));
            }
        }
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        assigns.forEach(a -> numbering.take(a.slot().name()));
        for (Slot slot : body.visible()) {
            if (!outer.contains(slot)) {
                String name = numbering.free(slot.name());
                Slot named = name.equals(slot.name())
                        ? slot
                        : pipelines.binding().slots().renamed(slot, name);
                assigns.add(new Assign(named, new Scalar.Column(slot)));
            }
        }
        return input.with(new Plan.Project(new Plan.Apply(unfolding.input(), body.sorted()), assigns));
    }
}
