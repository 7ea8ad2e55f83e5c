package io.tidewaiter.kql.function.operator;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Template;
import java.util.List;

/**
 * Equality, order, membership and logic. Nulls: {@code ==} of a null and a value is false, {@code !=} true, of two nulls
 * both are null; all other operators give null. Strings are never null. For what is not a number see {@link Reals}.
 */
final class ComparisonOperators {
    private static final String GROUP = "Comparison and logic";

    private ComparisonOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                compared("==", "Equal; the case of strings matters.")
                        .written(ComparisonOperators::equal)
                        .example("1 == 1.0", "true")
                        .example("'a' == 'A'", "false")
                        .example("int(null) == 1", "false")
                        .example("int(null) == int(null)", "null")
                        .example("dynamic({'a':true}).a == 'true'", "true")
                        .example("real(nan) == real(nan)", "false")
                        .done(),
                compared("!=", "Not equal; the case of strings matters.")
                        .alias("<>")
                        .written(ComparisonOperators::notEqual)
                        .example("1 != 2", "true")
                        .example("int(null) != 1", "true")
                        .example("int(null) != int(null)", "null")
                        .done(),
                ordered("<", "Less.")
                        .example("'B' < 'a'", "true")
                        .example("1 < int(null)", "null")
                        .done(),
                ordered("<=", "Less or equal.").example("1 <= 1.5", "true").done(),
                ordered(">", "Greater.")
                        .example("2h > 90m", "true")
                        .example("0.0 / 0.0 > 1.0", "false")
                        .done(),
                ordered(">=", "Greater or equal.")
                        .example("datetime(2024-01-02) >= datetime(2024-01-02)", "true")
                        .done(),
                between(
                                "between",
                                "Within two bounds, both included; the upper bound of a datetime may be its distance.",
                                "")
                        .example("5 between (1 .. 5)", "true")
                        .example("datetime(2024-01-05) between (datetime(2024-01-01) .. 7d)", "true")
                        .done(),
                between("!between", "Not within two bounds.", "NOT ")
                        .example("5 !between (1 .. 4)", "true")
                        .done(),
                logic("and", "Both; false even where the other is null.")
                        .sql("($1 AND $2)")
                        .example("true and false", "false")
                        .example("false and bool(null)", "false")
                        .example("true and bool(null)", "null")
                        .done(),
                logic("or", "One of both; true even where the other is null.")
                        .sql("($1 OR $2)")
                        .example("false or true", "true")
                        .example("true or bool(null)", "true")
                        .done());
    }

    private static Declaration compared(String name, String text) {
        return function(name, GROUP, text)
                .takes(parameter("left", Kind.COMPARED), parameter("right", Kind.COMPARED))
                .gives(KqlType.BOOL);
    }

    private static Declaration ordered(String name, String text) {
        return compared(name, text).written(call -> inOrder(call, name));
    }

    private static String inOrder(Call call, String operator) {
        boolean orEqual = operator.endsWith("=");
        return call.fill(
                operator.startsWith(">") ? Reals.isGreater(call, 0, 1, orEqual) : Reals.isGreater(call, 1, 0, orEqual));
    }

    private static Declaration logic(String name, String text) {
        return function(name, GROUP, text)
                .takes(parameter("left", Kind.BOOL), parameter("right", Kind.BOOL))
                .gives(KqlType.BOOL);
    }

    private static Declaration between(String name, String text, String not) {
        return function(name, GROUP, text)
                .gives(KqlType.BOOL)
                .takes(
                        parameter("value", Kind.COMPARED),
                        parameter("lower", Kind.COMPARED),
                        parameter("upper", Kind.COMPARED))
                .written(call -> call.fill("(" + not + within(call) + ")"))
                .takes(
                        parameter("value", Kind.DATETIME),
                        parameter("lower", Kind.DATETIME),
                        parameter("upper", Kind.TIMESPAN))
                .sql("(" + not + "$1 BETWEEN $2 AND $2 + $3)");
    }

    private static String within(Call call) {
        String within = "$1 BETWEEN $2 AND $3";
        return Reals.mayBeNoNumber(call, 2) ? "(" + within + " AND " + Reals.isNumber("$3") + ")" : within;
    }

    /** Whether both sides may be what is not a number, which is not equal to itself. */
    private static boolean mayBothBeNoNumbers(Call call) {
        return Reals.mayBeNoNumber(call, 0) && Reals.mayBeNoNumber(call, 1);
    }

    private static String equal(Call call) {
        if (call.types().getFirst() == KqlType.STRING) {
            return call.isPredicate() ? "(" + call.sparse(0) + " = " + call.sparse(1) + ")" : call.fill("($1 = $2)");
        }
        if (WholeNumbers.meet(call, 0, 1)) {
            return exactly(call, "");
        }
        if (mayBothBeNoNumbers(call)) {
            String equal = "$1 = $2 AND " + Reals.isNumber("$1");
            return call.fill(
                    call.isPredicate()
                            ? "(" + equal + ")"
                            : "CASE WHEN $1 IS NULL AND $2 IS NULL THEN NULL ELSE coalesce(" + equal + ", FALSE) END");
        }
        if (call.isPredicate()) {
            return call.fill("($1 = $2)");
        }
        boolean isEitherNeverNull = call.arguments().stream().anyMatch(a -> a.isConstant() && a.value() != null);
        return call.fill(
                isEitherNeverNull
                        ? "coalesce($1 = $2, FALSE)"
                        : "CASE WHEN $1 IS NULL AND $2 IS NULL THEN NULL ELSE $1 IS NOT DISTINCT FROM $2 END");
    }

    private static String notEqual(Call call) {
        if (call.types().getFirst() == KqlType.STRING) {
            return call.fill("($1 <> $2)");
        }
        if (WholeNumbers.meet(call, 0, 1)) {
            return exactly(call, "NOT ");
        }
        if (mayBothBeNoNumbers(call)) {
            return call.fill(
                    "CASE WHEN $1 IS NULL AND $2 IS NULL THEN NULL ELSE $1 IS DISTINCT FROM $2 OR isnan($1) END");
        }
        boolean isEitherNeverNull = call.arguments().stream().anyMatch(a -> a.isConstant() && a.value() != null);
        return call.fill(
                isEitherNeverNull || call.isPredicate()
                        ? "($1 IS DISTINCT FROM $2)"
                        : "CASE WHEN $1 IS NULL AND $2 IS NULL THEN NULL ELSE $1 IS DISTINCT FROM $2 END");
    }

    private static String exactly(Call call, String not) {
        String same = Template.quoted(WholeNumbers.same(call, 0, 1));
        return call.fill("CASE WHEN $1 IS NULL AND $2 IS NULL THEN NULL ELSE " + not + "coalesce($1 = $2 AND " + same
                + ", FALSE) END");
    }
}
