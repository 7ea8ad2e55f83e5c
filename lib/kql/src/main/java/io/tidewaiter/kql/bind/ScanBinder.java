package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.bind.scope.StepFold;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Element;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Declared;
import io.tidewaiter.kql.syntax.Operator.Step;
import io.tidewaiter.kql.syntax.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code scan}: the rows become one list in their order, {@link StepFold} goes over it, and what that yields becomes rows
 * again.
 */
final class ScanBinder {
    private static final int STEPS_MAX = 8;

    private final PipelineBinder pipelines;

    ScanBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows bind(Rows input, Operator.ScanSteps scan, Environment environment) {
        List<Slot> visible = input.visible();
        StepFold fold = fold(visible, scan, environment);
        Slot rows = pipelines.binding().slots().slot("rows", KqlType.DYNAMIC);
        String fields = IntStream.range(0, visible.size())
                .mapToObj(i -> ", 'f" + i + "': " + SqlHole.of(i))
                .collect(Collectors.joining());
        // one row too many is enough for the fold to refuse them all
        Plan bounded =
                new Plan.Limit(input.sorted(), 0, StepFold.rowsMax(scan.steps().size()) + 1L);
        Plan list = new Plan.Aggregate(
                bounded,
                List.of(),
                List.of(new Aggregated(
                        rows,
                        "list({'z': FALSE" + fields + "} " + SqlHole.ORDER + ")",
                        visible.stream()
                                .map(s -> PipelineBinder.inOwnForm(new Scalar.Column(s)))
                                .toList(),
                        input.order())));
        Slot scanned = pipelines.binding().slots().slot("scanned", KqlType.DYNAMIC);
        Plan folded = new Plan.Project(list, List.of(new Assign(scanned, fold.of(rows))));
        return unfolded(folded, scanned, scan, visible, input.isLimited());
    }

    private Rows unfolded(Plan folded, Slot scanned, Operator.ScanSteps scan, List<Slot> visible, boolean isLimited) {
        Slot element = pipelines.binding().slots().slot("element", KqlType.DYNAMIC);
        Slot index = pipelines.binding().slots().hidden(" index", KqlType.LONG);
        Plan expanded =
                new Plan.Expand(folded, List.of(new Element(element, new Scalar.Column(scanned))), Optional.of(index));
        List<Assign> output = new ArrayList<>();
        for (int i = 0; i < visible.size(); i++) {
            output.add(field(visible.get(i).name(), visible.get(i).type(), element, ".r.f" + i));
        }
        for (int i = 0; i < scan.declared().size(); i++) {
            Declared declared = scan.declared().get(i);
            output.add(field(declared.column().name(), declared.column().type(), element, ".d" + i));
        }
        if (!scan.matchId().isEmpty()) {
            output.add(field(scan.matchId(), KqlType.LONG, element, ".m"));
        }
        output.add(new Assign(index, new Scalar.Column(index)));
        List<SortKey> order = List.of(new SortKey(new Scalar.Column(index), true, true));
        return new Rows(new Plan.Project(expanded, output), order, isLimited);
    }

    private Assign field(String name, KqlType type, Slot element, String field) {
        return new Assign(
                pipelines.binding().slots().slot(name, type),
                Scalar.Sql.of(type, "($1)" + field, new Scalar.Column(element)));
    }

    private StepFold fold(List<Slot> visible, Operator.ScanSteps scan, Environment environment) {
        checkNames(visible, scan);
        List<Slot> row = visible.stream()
                .map(s -> pipelines.binding().slots().slot(s.name(), s.type()))
                .toList();
        List<Slot> declared = scan.declared().stream()
                .map(d -> pipelines
                        .binding()
                        .slots()
                        .slot(d.column().name(), d.column().type()))
                .toList();
        List<Slot> columns = new ArrayList<>(row);
        columns.addAll(declared);
        Map<String, List<Slot>> seen = new LinkedHashMap<>();
        Map<String, Plan> sides = new HashMap<>();
        for (Step step : scan.steps()) {
            List<Slot> own = columns.stream()
                    .map(s -> pipelines.binding().slots().renamed(s, s.name()))
                    .toList();
            if (seen.put(step.name(), own) != null) {
                throw step.place().refuse(Code.InvalidQueryLanguage, "the step '" + step.name() + "' is there twice");
            }
            sides.put(step.name(), new Plan.Values(own, List.of()));
        }
        Environment inner = environment.inner();
        declared.forEach(d -> inner.put(d.name(), new Environment.Entry.Value(new Scalar.Column(d))));
        ExpressionBinder values = new ExpressionBinder(pipelines, inner, new Plan.Values(row, List.of())).beside(sides);
        List<StepFold.Step> steps = new ArrayList<>();
        for (Step step : scan.steps()) {
            steps.add(step(step, declared, values, seen.getOrDefault(step.name(), List.of())));
        }
        return new StepFold(row, declared, standards(scan, environment), steps);
    }

    private static void checkNames(List<Slot> visible, Operator.ScanSteps scan) {
        if (scan.steps().size() > STEPS_MAX) {
            throw scan.place().refuse(Code.QueryTooComplex, "scan has more than " + STEPS_MAX + " steps");
        }
        Set<String> names = new HashSet<>(visible.stream().map(Slot::name).toList());
        List<String> added = new ArrayList<>(
                scan.declared().stream().map(d -> d.column().name()).toList());
        if (!scan.matchId().isEmpty()) {
            added.add(scan.matchId());
        }
        for (String name : added) {
            if (!names.add(name)) {
                throw scan.place().refuse(Code.UnknownColumn, "the column '" + name + "' is there twice");
            }
        }
    }

    private List<Scalar> standards(Operator.ScanSteps scan, Environment environment) {
        ExpressionBinder alone = new ExpressionBinder(pipelines, environment, new Plan.Values(List.of(), List.of()));
        List<Scalar> standards = new ArrayList<>();
        for (Declared declared : scan.declared()) {
            KqlType type = declared.column().type();
            standards.add(declared.standard()
                    .map(e -> in(type, alone.bind(e)))
                    .orElse(new Scalar.Literal(type, type == KqlType.STRING ? "" : null)));
        }
        return standards;
    }

    private static StepFold.Step step(Step step, List<Slot> declared, ExpressionBinder values, List<Slot> own) {
        StepFold.Output output = switch (step.output()) {
            case "all" -> StepFold.Output.ALL;
            case "last" -> StepFold.Output.LAST;
            case "none" -> StepFold.Output.NONE;
            default -> throw step.place().refuse(Code.InvalidQueryLanguage, "output of a step is all, last or none");
        };
        Scalar condition =
                plain(values.condition(step.condition()), step.condition().place());
        Environment inner = values.environment().inner();
        Map<Integer, Scalar> assigned = new LinkedHashMap<>();
        for (Assignment assignment : step.assigned()) {
            Place place = assignment.value().place();
            String name = assignment.names().isEmpty() ? "" : assignment.names().getFirst();
            List<String> names = declared.stream().map(Slot::name).toList();
            int at = names.indexOf(name);
            if (at < 0) {
                throw place.refuse(Code.UnknownColumn, "a step gives values to declared columns", Near.to(name, names));
            }
            Scalar value = plain(in(declared.get(at).type(), values.in(inner).bind(assignment.value())), place);
            assigned.put(at, value);
            // what follows in this step sees the row as it has become
            inner.put(name, new Environment.Entry.Value(value));
        }
        return new StepFold.Step(output, condition, assigned, own);
    }

    /** The value, which looks at no other table and draws nothing: DuckDB has no queries within a fold. */
    private static Scalar plain(Scalar value, Place place) {
        if (value instanceof Scalar.Query || value instanceof Scalar.Among) {
            throw place.refuse(
                    Code.InvalidQueryLanguage,
                    "a step of scan reads the rows of scan only; put what another table says into a column before it");
        }
        if (value instanceof Scalar.Draw) {
            throw place.refuse(
                    Code.InvalidQueryLanguage,
                    "a step of scan draws nothing; put what is drawn into a column before it");
        }
        value.operands().forEach(o -> plain(o, place));
        return value;
    }

    private static Scalar in(KqlType type, Scalar value) {
        return value.type() == type && value.held() == type ? value : new Scalar.Conversion(value, type);
    }
}
