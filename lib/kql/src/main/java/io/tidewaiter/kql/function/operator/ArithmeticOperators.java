package io.tidewaiter.kql.function.operator;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Template;
import java.util.List;

/**
 * Arithmetic. What overflows is null. A dynamic that turns out to be a number stays dynamic unless the other operand is
 * a real or a decimal, since only the row knows whether it is whole.
 */
final class ArithmeticOperators {
    private static final String GROUP = "Arithmetic";
    /** A real as JSON: whole where it is. */
    private static final String NUMBER_AS_JSON =
            "CASE WHEN $1 = trunc($1) AND abs($1) < 1e15 THEN to_json(CAST($1 AS BIGINT)) ELSE to_json($1) END";

    private ArithmeticOperators() {}

    static List<ScalarFunction> all() {
        return List.of(plus(), minus(), times(), divided(), modulo());
    }

    private static Declaration numbers(String name, String text) {
        return function(name, GROUP, text)
                .takes(parameter("left", Kind.PROMOTED), parameter("right", Kind.PROMOTED))
                .gives(ArithmeticOperators::type);
    }

    private static ScalarFunction plus() {
        return numbers("+", "Sum; of a datetime and a timespan a datetime.")
                .written(call -> number(call, "$1 + $2"))
                .gives(KqlType.DATETIME)
                .takes(parameter("left", Kind.DATETIME), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "$1 + $2"))
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.DATETIME))
                .written(call -> whole(call, "$1 + $2"))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "$1 + $2"))
                .example("1 + 2", "3")
                .example("1 + 2.5", "3.5")
                .example("datetime(2024-02-28) + 1d", "2024-02-29T00:00:00.0000000Z")
                .example("1h + 30m", "01:30:00")
                .example("9223372036854775807 + 1", "null")
                .example("dynamic({'a':7}).a + 1", "8")
                .example("dynamic({'a':7.5}).a + 1", "8.5")
                .done();
    }

    private static ScalarFunction minus() {
        return numbers("-", "Difference; of two datetimes a timespan.")
                .written(call -> number(call, "$1 - $2"))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.DATETIME), parameter("right", Kind.DATETIME))
                .written(call -> whole(call, "$1 - $2"))
                .gives(KqlType.DATETIME)
                .takes(parameter("left", Kind.DATETIME), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "$1 - $2"))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "$1 - $2"))
                .takes(parameter("value", Kind.TIMESPAN))
                .sql("(- $1)")
                .gives(ArithmeticOperators::type)
                .takes(parameter("value", Kind.PROMOTED))
                .written(call -> number(call, "- $1"))
                .example("5 - 7", "-2")
                .example("datetime(2024-03-01) - datetime(2024-02-28)", "2.00:00:00")
                .example("datetime(2024-03-01) - 1d", "2024-02-29T00:00:00.0000000Z")
                .example("-dynamic({'a':7}).a", "-7")
                .done();
    }

    private static ScalarFunction times() {
        return numbers("*", "Product; of a timespan and a number a timespan.")
                .written(call -> call.types().getFirst() == KqlType.DECIMAL
                        ? Template.fill("kql_decimal_multiply($1, $2)", call.sql())
                        : number(call, "$1 * $2"))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.REAL))
                .sql("try_cast(trunc($1 * $2) AS BIGINT)")
                .takes(parameter("left", Kind.REAL), parameter("right", Kind.TIMESPAN))
                .sql("try_cast(trunc($1 * $2) AS BIGINT)")
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.LONG))
                .written(call -> whole(call, "$1 * $2"))
                .takes(parameter("left", Kind.LONG), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "$1 * $2"))
                .example("6 * 7", "42")
                .example("1d * 1.5", "1.12:00:00")
                .example("2 * 30m", "01:00:00")
                .example("dynamic({'a':7}).a * 2", "14")
                .example("100 * dynamic({'a':0.5}).a", "50")
                .example("dynamic({'a':2.5}).a * 1h", "02:30:00")
                .done();
    }

    private static ScalarFunction divided() {
        return function("/", GROUP, "Quotient; of whole numbers cut to a whole number, null where the divisor is 0.")
                .takes(parameter("left", Kind.PROMOTED), parameter("right", Kind.PROMOTED))
                .gives((arguments, types) -> hasDynamic(arguments) ? KqlType.REAL : types.getFirst())
                .written(ArithmeticOperators::quotient)
                .gives(KqlType.REAL)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.TIMESPAN))
                .sql("(CAST($1 AS DOUBLE) / nullif($2, 0))")
                .takes(parameter("left", Kind.DATETIME), parameter("right", Kind.TIMESPAN))
                .sql("(CAST($1 AS DOUBLE) / nullif($2, 0))")
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.REAL))
                .sql("try_cast(trunc($1 / $2) AS BIGINT)")
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.LONG))
                .sql("($1 // $2)")
                .example("5 / 2", "2")
                .example("-5 / 2", "-2")
                .example("5 / 2.0", "2.5")
                .example("1 / 0", "null")
                .example("1d / 1h", "24.0")
                .example("1d / 2", "12:00:00")
                .example("dynamic({'a':7}).a / 2", "3.5")
                .done();
    }

    private static ScalarFunction modulo() {
        return numbers("%", "Remainder; never negative.")
                .written(call -> call.types().getFirst() == KqlType.DECIMAL
                        ? Template.fill("kql_decimal_modulo($1, $2)", call.sql())
                        : number(call, "(($1 % abs($2)) + abs($2)) % abs($2)"))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("left", Kind.TIMESPAN), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "(($1 % abs($2)) + abs($2)) % abs($2)"))
                .takes(parameter("left", Kind.DATETIME), parameter("right", Kind.TIMESPAN))
                .written(call -> whole(call, "(($1 % abs($2)) + abs($2)) % abs($2)"))
                .example("14 % 12", "2")
                .example("-14 % 12", "10")
                .example("14 % -12", "2")
                .example("-14 % -12", "10")
                .example("5 % 0", "null")
                .done();
    }

    private static boolean hasDynamic(List<Argument> arguments) {
        return arguments.stream().anyMatch(a -> a.type() == KqlType.DYNAMIC);
    }

    private static boolean hasUntyped(List<Argument> arguments) {
        return arguments.stream().anyMatch(a -> a.type() == KqlType.DYNAMIC && !isNumber(a.held()));
    }

    private static boolean isNumber(KqlType type) {
        return type == KqlType.INT || type == KqlType.LONG || type == KqlType.REAL || type == KqlType.DECIMAL;
    }

    private static KqlType type(List<Argument> arguments, List<KqlType> types) {
        boolean isFraction = arguments.stream()
                .anyMatch(a -> a.type() == KqlType.REAL || a.type() == KqlType.DECIMAL || a.held() == KqlType.REAL);
        if (hasUntyped(arguments) && !isFraction) {
            return KqlType.DYNAMIC;
        }
        return types.getFirst() == KqlType.INT ? KqlType.LONG : types.getFirst();
    }

    private static String number(Call call, String template) {
        return switch (call.types().getFirst()) {
            case INT -> Template.fill("(" + template.replaceFirst("\\$1", "CAST(\\$1 AS BIGINT)") + ")", call.sql());
            case LONG, DECIMAL -> whole(call, template);
            default -> {
                String real = Template.fill("(" + template + ")", call.sql());
                yield type(call.arguments(), call.types()) == KqlType.DYNAMIC
                        ? Template.fill(NUMBER_AS_JSON, List.of(real))
                        : real;
            }
        };
    }

    /**
     * Whole numbers, where an overflow is null. {@code TRY} costs next to nothing, but takes no subquery; with one in
     * it the operands are widened instead.
     */
    private static String whole(Call call, String template) {
        boolean hasSubquery = call.sql().stream().anyMatch(s -> s.contains("SELECT"));
        if (!hasSubquery) {
            return Template.fill("TRY(" + template + ")", call.sql());
        }
        String widened = template.replaceAll("(\\$\\d)", "CAST($1 AS HUGEINT)");
        return call.types().getFirst() == KqlType.DECIMAL
                ? Template.fill("(" + template + ")", call.sql())
                : Template.fill("try_cast(" + widened + " AS BIGINT)", call.sql());
    }

    private static String quotient(Call call) {
        if (hasDynamic(call.arguments())) {
            return Template.fill("(CAST($1 AS DOUBLE) / CAST($2 AS DOUBLE))", call.sql());
        }
        return switch (call.types().getFirst()) {
            case INT, LONG -> whole(call, "$1 // $2");
            case DECIMAL -> Template.fill("kql_decimal_divide($1, $2)", call.sql());
            default -> Template.fill("($1 / $2)", call.sql());
        };
    }
}
