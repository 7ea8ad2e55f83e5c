package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Copies;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.JoinKind;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code make-series}: rows are grouped by key and bin, and then the bins of each key into arrays in which every bin has
 * its place.
 */
final class SeriesBinder {
    private static final long BINS_MAX = 100_000;

    private final PipelineBinder pipelines;

    SeriesBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** The bins: where they begin, how wide they are, how many there are. */
    private record Axis(String name, Scalar on, Scalar from, Scalar step, Scalar count, Optional<Plan> row) {
        /** The same for a reader that has a copy of the row. */
        Axis over(Copies.Copy copy) {
            return new Axis(name, on, copy.value(from), step, copy.value(count), Optional.of(copy.plan()));
        }
    }

    /** Each row with where the bins begin and how many there are, unless that is known beforehand. */
    private static Plan withAxis(Plan plan, Axis axis) {
        return axis.row()
                .map(row -> (Plan) new Plan.Join(JoinKind.INNER, plan, row, List.of()))
                .orElse(plan);
    }

    Rows bind(Rows given, Operator.MakeSeries make, Environment environment) {
        Rows before = pipelines.binding().seeds(make.place()).of(given);
        Axis axis = axis(before, make, environment);
        Rows input = before.with(withAxis(before.plan(), axis));
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        List<Assign> keys = pipelines.summaries().keys(input, make.keys(), environment, numbering);
        Slot bin = pipelines.binding().slots().slot("bin", KqlType.LONG);
        Scalar index = Scalar.Sql.of(
                KqlType.LONG,
                "CAST(floor(CAST($1 - $2 AS DOUBLE) / $3) AS BIGINT)",
                axis.on(),
                axis.from(),
                axis.step());
        Scalar isInside = Scalar.Sql.of(KqlType.BOOL, "($1 >= 0 AND $1 < $2)", index, axis.count());
        Rows inside = input.with(new Plan.Filter(input.plan(), isInside));
        List<Assign> binKeys = new ArrayList<>(keys);
        binKeys.add(new Assign(bin, index));
        AggregateCollector collector = pipelines.summaries().collector(inside, binKeys, environment);
        List<Assign> values = new ArrayList<>();
        for (Series series : make.series()) {
            values.addAll(collector.columns(series.aggregate(), numbering));
        }
        List<Assign> binned = new ArrayList<>(
                RowBinder.passed(binKeys.stream().map(Assign::slot).toList()));
        binned.addAll(values);
        Plan grouped = new Plan.Project(
                new Plan.Aggregate(inside.plan(), binKeys, collector.aggregates, collector.choices), binned);
        Axis again = axis.row().isEmpty()
                ? axis
                : axis.over(Copies.of(axis.row().get(), pipelines.binding().slots()));
        return Rows.of(arrays(grouped, keys, bin, new Columns(values, make, environment), again));
    }

    private record Columns(List<Assign> values, Operator.MakeSeries make, Environment environment) {}

    private Plan arrays(Plan grouped, List<Assign> keys, Slot bin, Columns columns, Axis axis) {
        List<Aggregated> lists = new ArrayList<>();
        Slot bins = pipelines.binding().slots().slot("bins", KqlType.DYNAMIC);
        lists.add(new Aggregated(bins, "list(" + SqlHole.of(0) + ")", List.of(new Scalar.Column(bin)), List.of()));
        List<Assign> output = new ArrayList<>();
        List<Assign> outerKeys = new ArrayList<>();
        for (Assign key : keys) {
            Slot slot =
                    pipelines.binding().slots().renamed(key.slot(), key.slot().name());
            outerKeys.add(new Assign(slot, new Scalar.Column(key.slot())));
            output.add(new Assign(slot, new Scalar.Column(slot)));
        }
        for (int i = 0; i < columns.values().size(); i++) {
            Slot value = columns.values().get(i).slot();
            Slot list = pipelines.binding().slots().slot(value.name(), KqlType.DYNAMIC);
            lists.add(new Aggregated(
                    list,
                    "list(" + SqlHole.of(0) + ")",
                    List.of(PipelineBinder.inOwnForm(new Scalar.Column(value))),
                    List.of()));
            Scalar array = Scalar.Sql.of(
                    KqlType.DYNAMIC,
                    array(value.type()),
                    new Scalar.Column(list),
                    new Scalar.Column(bins),
                    standard(columns, i, value),
                    axis.count());
            output.add(new Assign(pipelines.binding().slots().slot(value.name(), KqlType.DYNAMIC), array));
        }
        Scalar points = points(axis);
        output.add(new Assign(pipelines.binding().slots().slot(axis.name(), KqlType.DYNAMIC), points));
        Plan series = new Plan.Aggregate(grouped, outerKeys, lists);
        boolean mayBeEmpty = keys.isEmpty() && !columns.make().isNeverEmpty();
        Plan present = mayBeEmpty
                ? new Plan.Filter(series, Scalar.Sql.of(KqlType.BOOL, "($1 IS NOT NULL)", new Scalar.Column(bins)))
                : series;
        return new Plan.Project(withAxis(present, axis), output);
    }

    /** What stands in each bin; JSON has no number for what is none. */
    private static String array(KqlType type) {
        String values = "list_transform(range($4), lambda n: coalesce(list_extract($1, list_position($2, n)), $3))";
        return type == KqlType.REAL
                ? "to_json(list_transform(" + values + ", lambda v: "
                        + Conversions.convert(KqlType.REAL, KqlType.DYNAMIC, "v") + "))"
                : "to_json(" + values + ")";
    }

    private Scalar standard(Columns columns, int index, Slot value) {
        Optional<Expression> given = index < columns.make().series().size()
                ? columns.make().series().get(index).standard()
                : Optional.empty();
        Scalar standard = given.map(e -> new ExpressionBinder(
                                pipelines, columns.environment(), new Plan.Values(List.of(), List.of()))
                        .bind(e))
                .orElse(new Scalar.Literal(
                        value.type() == KqlType.DYNAMIC ? KqlType.DYNAMIC : KqlType.LONG,
                        value.type() == KqlType.DYNAMIC ? "0" : (Object) 0L));
        return standard.type() == value.type() ? standard : new Scalar.Conversion(standard, value.type());
    }

    private static Scalar points(Axis axis) {
        String text = switch (axis.from().type()) {
            case DATETIME -> "kql_datetime_text($1 + n * $2)";
            case TIMESPAN -> "kql_timespan_text($1 + n * $2)";
            default -> "$1 + n * $2";
        };
        return Scalar.Sql.of(
                KqlType.DYNAMIC,
                "to_json(list_transform(range($3), lambda n: " + text + "))",
                axis.from(),
                axis.step(),
                axis.count());
    }

    private Axis axis(Rows input, Operator.MakeSeries make, Environment environment) {
        ExpressionBinder over = pipelines.over(input, environment);
        ExpressionBinder alone = new ExpressionBinder(pipelines, environment, new Plan.Values(List.of(), List.of()));
        Scalar on = over.bind(make.on());
        if (on.type() == KqlType.DYNAMIC) {
            on = new Scalar.Conversion(on, KqlType.DATETIME);
        }
        KqlType type = switch (on.type()) {
            case DATETIME, TIMESPAN, LONG, REAL -> on.type();
            case INT -> KqlType.LONG;
            default ->
                throw make.on()
                        .place()
                        .refuse(
                                Code.TypeMismatch,
                                "make-series runs along numbers and times, not "
                                        + on.type().keyword());
        };
        KqlType width = type == KqlType.DATETIME ? KqlType.TIMESPAN : type;
        Scalar step = in(alone.bind(make.step()), width);
        String name = ResultNames.of(make.on(), environment);
        Scalar along = in(on, type);
        Optional<Scalar> from = make.from().map(f -> in(alone.bind(f), type));
        Optional<Scalar> to = make.to().map(t -> in(alone.bind(t), type));
        boolean isIncluded = make.isToIncluded() || to.isEmpty();
        if (from.isPresent() && to.isPresent()) {
            Scalar count = count(isIncluded, from.get(), to.get(), step);
            return new Axis(name.isEmpty() ? "Column1" : name, along, from.get(), step, count, Optional.empty());
        }
        Copies.Copy copy = Copies.of(input.plan(), pipelines.binding().slots());
        Slot least = pipelines.binding().slots().slot("least", type);
        Slot greatest = pipelines.binding().slots().slot("greatest", type);
        Plan ends = new Plan.Aggregate(
                copy.plan(),
                List.of(),
                List.of(
                        new Aggregated(least, "min(" + SqlHole.of(0) + ")", List.of(copy.value(along)), List.of()),
                        new Aggregated(greatest, "max(" + SqlHole.of(0) + ")", List.of(copy.value(along)), List.of())));
        Scalar start = from.orElse(Scalar.Sql.of(
                type,
                "CAST(floor(CAST($1 AS DOUBLE) / $2) * $2 AS " + (type == KqlType.REAL ? "DOUBLE" : "BIGINT") + ")",
                new Scalar.Column(least),
                step));
        Slot begin = pipelines.binding().slots().slot("begin", type);
        Slot bins = pipelines.binding().slots().slot("bins", KqlType.LONG);
        Plan begun = new Plan.Project(
                ends, List.of(new Assign(begin, start), new Assign(greatest, new Scalar.Column(greatest))));
        Scalar count = count(isIncluded, new Scalar.Column(begin), to.orElse(new Scalar.Column(greatest)), step);
        Plan row =
                new Plan.Project(begun, List.of(new Assign(begin, new Scalar.Column(begin)), new Assign(bins, count)));
        return new Axis(
                name.isEmpty() ? "Column1" : name,
                along,
                new Scalar.Column(begin),
                step,
                new Scalar.Column(bins),
                Optional.of(row));
    }

    private static Scalar count(boolean isIncluded, Scalar from, Scalar to, Scalar step) {
        if (from instanceof Scalar.Literal(KqlType a, Object first)
                && to instanceof Scalar.Literal(KqlType b, Object last)
                && step instanceof Scalar.Literal(KqlType c, Object width)
                && first instanceof Number begin
                && last instanceof Number end
                && width instanceof Number wide) {
            double bins = (end.doubleValue() - begin.doubleValue()) / wide.doubleValue();
            double count = isIncluded ? Math.floor(bins) + 1 : Math.ceil(bins);
            return Plan.whole((long) Math.clamp(count, 0.0, (double) BINS_MAX));
        }
        return Scalar.Sql.of(
                KqlType.LONG,
                isIncluded
                        ? "least(greatest(coalesce(CAST(floor(CAST($2 - $1 AS DOUBLE) / $3) AS BIGINT) + 1, 0), 0), $4)"
                        : "least(greatest(coalesce(CAST(ceil(CAST($2 - $1 AS DOUBLE) / $3) AS BIGINT), 0), 0), $4)",
                from,
                to,
                step,
                Plan.whole(BINS_MAX));
    }

    private static Scalar in(Scalar value, KqlType type) {
        return value.type() == type ? value : new Scalar.Conversion(value, type);
    }
}
