package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions that yield several columns where they are called without names for them. */
public final class Tuples {
    private static final Set<String> SORTS = Set.of("array_sort_asc", "array_sort_desc");

    /** A member of the bag that the dynamic twin of a function yields, and how it becomes a column. */
    private record Part(String key, String conversion) {}

    private static final String REAL = "todouble";
    private static final List<Part> SPECTRUM = List.of(new Part("real", ""), new Part("imag", ""));

    private static final Map<String, List<Part>> PARTS = Map.of(
            "series_stats",
            List.of(
                    new Part("min", REAL),
                    new Part("min_idx", "tolong"),
                    new Part("max", REAL),
                    new Part("max_idx", "tolong"),
                    new Part("avg", REAL),
                    new Part("stdev", REAL),
                    new Part("variance", REAL)),
            "series_fit_line",
            List.of(
                    new Part("rsquare", REAL),
                    new Part("slope", REAL),
                    new Part("variance", REAL),
                    new Part("rvariance", REAL),
                    new Part("interception", REAL),
                    new Part("line_fit", "")),
            "series_fit_2lines",
            List.of(
                    new Part("rsquare", REAL),
                    new Part("split_idx", "tolong"),
                    new Part("variance", REAL),
                    new Part("rvariance", REAL),
                    new Part("line_fit", ""),
                    new Part("right_rsquare", REAL),
                    new Part("right_slope", REAL),
                    new Part("right_interception", REAL),
                    new Part("right_variance", REAL),
                    new Part("right_rvariance", REAL),
                    new Part("left_rsquare", REAL),
                    new Part("left_slope", REAL),
                    new Part("left_interception", REAL),
                    new Part("left_variance", REAL),
                    new Part("left_rvariance", REAL)),
            "series_fit_poly",
            List.of(
                    new Part("rsquare", REAL),
                    new Part("coefficients", ""),
                    new Part("variance", REAL),
                    new Part("rvariance", REAL),
                    new Part("poly_fit", "")),
            "series_fft",
            SPECTRUM,
            "series_ifft",
            SPECTRUM);

    private Tuples() {}

    /** The assignments with a name for each of their columns, where a call yields several. */
    public static List<Assignment> named(List<Assignment> columns, Environment environment) {
        List<Assignment> out = new ArrayList<>();
        for (Assignment column : columns) {
            if (column.value() instanceof Expression.Call call && isSeveral(call, environment)) {
                parts(column, call, environment, out);
            } else {
                out.add(named(column, environment));
            }
        }
        return out;
    }

    /**
     * Whether the call yields columns of several types, which are the members of a bag; a function that the query itself
     * gives the name does not.
     */
    public static boolean isSeveral(Expression.Call call, Environment environment) {
        return PARTS.containsKey(call.function())
                && !(environment.find(call.function()).orElse(null) instanceof Environment.Entry.Function);
    }

    private static void parts(Assignment column, Expression.Call call, Environment environment, List<Assignment> out) {
        String of = call.arguments().isEmpty()
                ? ""
                : ResultNames.of(call.arguments().getFirst().value(), environment);
        Expression bag = new Expression.Call(call.function() + "_dynamic", call.arguments(), call.place());
        List<Part> parts = PARTS.getOrDefault(call.function(), List.of());
        if (column.names().size() > parts.size()) {
            throw call.place()
                    .refuse(
                            Code.InvalidQueryLanguage,
                            call.function() + " yields " + parts.size() + " columns, and "
                                    + column.names().size() + " are named");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (column.names().isEmpty() || i < column.names().size()) {
                String name = column.names().isEmpty()
                        ? call.function() + "_" + of + "_" + part.key()
                        : column.names().get(i);
                Expression member = new Expression.Key(bag, part.key(), call.place());
                out.add(new Assignment(
                        List.of(name),
                        part.conversion().isEmpty()
                                ? member
                                : new Expression.Call(
                                        part.conversion(), List.of(new Argument("", member)), call.place())));
            }
        }
    }

    private static Assignment named(Assignment column, Environment environment) {
        if (column.names().size() > 1
                || !(column.value() instanceof Expression.Call call)
                || !SORTS.contains(call.function())) {
            return column;
        }
        List<Argument> arrays = call.arguments().stream()
                .filter(a -> !(a.value() instanceof Expression.Literal(KqlType type, Object value, var place)
                        && type == KqlType.BOOL))
                .toList();
        if (arrays.size() < 2) {
            return column;
        }
        List<String> names = new ArrayList<>();
        for (Argument array : arrays) {
            String own = ResultNames.of(array.value(), environment);
            names.add((own.isEmpty() ? "array" + (names.size() + 1) : own) + "_sorted");
        }
        if (!column.names().isEmpty()) {
            names.set(0, column.names().getFirst());
        }
        return new Assignment(names, column.value());
    }
}
