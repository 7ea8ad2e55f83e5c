package io.tidewaiter.kql.function;

import io.tidewaiter.kql.function.aggregate.Aggregates;
import io.tidewaiter.kql.function.operator.Operators;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Implementation;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Overloads;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every function, operator on values and aggregate of the language: the one place where they are named. */
public final class FunctionTable {
    private static final Map<String, ScalarFunction> SCALARS = byName(Functions.all());
    private static final Map<String, ScalarFunction> OPERATORS = byName(Operators.all());
    private static final Map<String, AggregateFunction> AGGREGATES = aggregatesByName();

    private FunctionTable() {}

    /** The functions of values, in the order of the reference page; each once, under its name. */
    public static List<ScalarFunction> scalars() {
        return Functions.all();
    }

    /** The operators on values. */
    public static List<ScalarFunction> operators() {
        return Operators.all();
    }

    /** The functions of many rows. */
    public static List<AggregateFunction> aggregates() {
        return Aggregates.all();
    }

    /** The function of a name or alias; case matters. */
    public static Optional<ScalarFunction> scalar(String name) {
        return Optional.ofNullable(SCALARS.get(name));
    }

    /** The aggregate of a name or alias; case matters. */
    public static Optional<AggregateFunction> aggregate(String name) {
        return Optional.ofNullable(AGGREGATES.get(name));
    }

    /** A call of a function of values. */
    public static Resolution resolve(String name, List<Argument> arguments) {
        ScalarFunction function = SCALARS.get(name);
        return function == null
                ? new Resolution.NoSuch(name, Spelling.alike(name, SCALARS.keySet()))
                : Overloads.choose(function, arguments);
    }

    /**
     * An operator on values: {@code == != =~ !~ < <= > >= + - * / % and or between !between in !in in~ !in~ has !has
     * has_cs …}, {@code matches regex}, and {@code -} with one argument. Lists and bounds are further arguments:
     * {@code x in (a, b)} has three, {@code x between (a .. b)} too.
     */
    public static Resolution operator(String symbol, List<Argument> arguments) {
        ScalarFunction function = OPERATORS.get(symbol);
        return function == null
                ? new Resolution.NoSuch(symbol, Spelling.alike(symbol, OPERATORS.keySet()))
                : Overloads.choose(function, arguments);
    }

    /** A call of a function of many rows; {@link AggregateFunction#columns} writes it. */
    public static Resolution resolveAggregate(String name, List<Argument> arguments) {
        AggregateFunction function = AGGREGATES.get(name);
        return function == null
                ? new Resolution.NoSuch(name, Spelling.alike(name, AGGREGATES.keySet()))
                : Overloads.choose(function.function(), arguments);
    }

    /** The functions in Java that the SQL of the table calls. */
    static List<JavaFunction> javaFunctions() {
        Stream<JavaFunction> declared = Stream.of(SCALARS.values(), OPERATORS.values())
                .flatMap(Collection::stream)
                .distinct()
                .flatMap(f -> f.signatures().stream())
                .flatMap(s -> s.implementation() instanceof Implementation.Java(JavaFunction f)
                        ? Stream.of(f)
                        : Stream.empty());
        return Stream.concat(declared, Functions.inner().stream()).toList();
    }

    private static Map<String, ScalarFunction> byName(List<ScalarFunction> functions) {
        Map<String, ScalarFunction> byName = new LinkedHashMap<>();
        for (ScalarFunction f : functions) {
            put(byName, f.name(), f);
            f.naming().aliases().forEach(alias -> put(byName, alias, f));
        }
        return Map.copyOf(byName);
    }

    private static Map<String, AggregateFunction> aggregatesByName() {
        Map<String, AggregateFunction> byName = new LinkedHashMap<>();
        for (AggregateFunction f : Aggregates.all()) {
            put(byName, f.name(), f);
            f.function().naming().aliases().forEach(alias -> put(byName, alias, f));
        }
        return Map.copyOf(byName);
    }

    private static <T> void put(Map<String, T> byName, String name, T function) {
        if (byName.put(name, function) != null) {
            throw new IllegalStateException("declared twice: " + name);
        }
    }
}
