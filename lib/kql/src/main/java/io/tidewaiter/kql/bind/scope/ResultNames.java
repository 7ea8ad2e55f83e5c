package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.syntax.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What columns are called that a query computes without naming them. */
public final class ResultNames {
    private ResultNames() {}

    /** The name that an expression brings along; empty where it has none and is numbered. */
    public static String of(Expression expression, Environment environment) {
        return switch (expression) {
            case Expression.Name(String name, var place) -> name;
            case Expression.Key(Expression target, String key, var place) -> joined(of(target, environment), key);
            case Expression.Element(Expression target, Expression index, var place) ->
                joined(
                        of(target, environment),
                        index instanceof Expression.Literal(KqlType type, Object value, var at)
                                ? String.valueOf(value)
                                : "");
            case Expression.Call call -> ofCall(call, environment);
            default -> "";
        };
    }

    private static String joined(String target, String key) {
        return target.isEmpty() || target.startsWith("$") || key.isEmpty() ? key : target + "_" + key;
    }

    private static String ofCall(Expression.Call call, Environment environment) {
        Optional<ScalarFunction> function = FunctionTable.scalar(call.function());
        if (call.function().equals("column_ifexists")
                || function.isEmpty()
                || call.arguments().isEmpty()) {
            return call.function().equals("column_ifexists")
                            && !call.arguments().isEmpty()
                            && call.arguments().getFirst().value()
                                    instanceof Expression.Literal(KqlType type, Object value, var at)
                            && value instanceof String name
                    ? name
                    : "";
        }
        String first = of(call.arguments().getFirst().value(), environment);
        ResultName rule = function.get().resultName();
        return switch (rule.rule()) {
            case NUMBERED -> "";
            case FIRST_ARGUMENT -> first;
            case PREFIXED -> rule.prefix() + "_" + first;
            case ALWAYS -> rule.prefix();
        };
    }

    /** Names of columns as they are made: numbers for those without one, a number behind those that are taken. */
    public static final class Numbering {
        private final Set<String> taken = new HashSet<>();
        private int unnamed;

        public void take(String name) {
            taken.add(name);
        }

        public boolean isTaken(String name) {
            return taken.contains(name);
        }

        /** A name that is free: the wanted one, or one like it. */
        public String free(String wanted) {
            String name = wanted;
            if (name.isEmpty()) {
                do {
                    unnamed++;
                    name = "Column" + unnamed;
                } while (taken.contains(name));
            }
            for (int i = 1; taken.contains(name); i++) {
                name = wanted + i;
            }
            taken.add(name);
            return name;
        }
    }

    /** The names of a join's right side: those that the left has get a number. */
    public static List<String> joined(List<String> left, List<String> right) {
        Numbering numbering = new Numbering();
        left.forEach(numbering::take);
        List<String> out = new ArrayList<>();
        right.forEach(name -> out.add(numbering.free(name)));
        return out;
    }
}
