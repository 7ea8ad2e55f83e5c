package io.tidewaiter.kql.function.operator;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Membership in a list. The null is in no list. */
final class ListOperators {
    private static final String GROUP = "Lists";

    private ListOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                member("in", "Equal to one of the values; an array counts as its elements.", false)
                        .example("'a' in ('b', 'a')", "true")
                        .example("'A' in ('b', 'a')", "false")
                        .example("int(null) in (1, 2)", "false")
                        .example("2 in (dynamic([1,2]))", "true")
                        .example("real(nan) in (1.5, real(nan))", "false")
                        .done(),
                member("!in", "Not equal to any of the values.", true)
                        .example("'a' !in ('b', 'c')", "true")
                        .example("int(null) !in (1, 2)", "true")
                        .done(),
                looseMember("in~", "Equal to one of the values, without regard to case.", false)
                        .example("'A' in~ ('b', 'a')", "true")
                        .done(),
                looseMember("!in~", "Not equal to any of the values, without regard to case.", true)
                        .example("'A' !in~ ('b', 'a')", "false")
                        .done());
    }

    private static Declaration member(String name, String text, boolean isNegated) {
        return function(name, GROUP, text)
                .takes(
                        parameter("value", Kind.COMPARED),
                        parameter("values", Kind.COMPARED).anyNumber())
                .gives(KqlType.BOOL)
                .written(call -> members(call, isNegated, false));
    }

    private static Declaration looseMember(String name, String text, boolean isNegated) {
        return function(name, GROUP, text)
                .takes(
                        parameter("value", Kind.TEXT),
                        parameter("values", Kind.TEXT).anyNumber())
                .gives(KqlType.BOOL)
                .written(call -> members(call, isNegated, true));
    }

    private static String members(Call call, boolean isNegated, boolean isLoose) {
        KqlType type = call.types().getFirst();
        List<String> values = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (int i = 1; i < call.arguments().size(); i++) {
            Argument argument = call.arguments().get(i);
            Optional<List<String>> constants = ListLiterals.array(argument);
            boolean isArray = argument.type() == KqlType.DYNAMIC && argument.held() == KqlType.DYNAMIC;
            if (!isLoose && Reals.mayBeNoNumber(call, i)) {
                if (!argument.isConstant()) { // a constant that is none equals nothing
                    tests.add("(" + Reals.orNull("$1") + " = $" + (i + 1) + ")");
                }
            } else if (!isLoose && isAmongWhole(call, i, isArray)) {
                tests.add(whole(call, i, isArray));
            } else if (constants.isPresent()) {
                constants
                        .get()
                        .forEach(c -> values.add(converted(Template.quoted(Template.literal(c)), type, isLoose)));
            } else if (isArray) {
                tests.add(array(call, i, isLoose));
            } else {
                values.add(isLoose ? "lower($" + (i + 1) + ")" : "$" + (i + 1));
            }
        }
        if (!values.isEmpty()) {
            tests.addFirst((isLoose ? "lower($1)" : "$1") + " IN (" + String.join(", ", values) + ")");
        }
        String any = tests.isEmpty() ? "FALSE" : "(" + String.join(" OR ", tests) + ")";
        boolean isNullable = type != KqlType.STRING && (isNegated || !call.isPredicate());
        String known = isNullable ? "coalesce(" + any + ", FALSE)" : any;
        return Template.fill(isNegated ? "(NOT " + known + ")" : known, call.sql());
    }

    private static String converted(String literal, KqlType type, boolean isLoose) {
        String value = Conversions.convert(KqlType.STRING, type, literal);
        return isLoose ? "lower(" + value + ")" : value;
    }

    /** Membership in what may be an array or a single value, by text. */
    private static String array(Call call, int index, boolean isLoose) {
        if (!isLoose && Conversions.isNumber(call.types().getFirst())) {
            return numbers(call, index);
        }
        String text = Conversions.convert(call.types().getFirst(), KqlType.STRING, "$1");
        String list = list(call, index);
        return isLoose
                ? "list_contains(list_transform(" + list + ", lambda e: lower(e)), lower(" + text + "))"
                : "list_contains(" + list + ", " + text + ")";
    }

    /** Whether a whole number and a dynamic value meet that reals may not tell from others. */
    private static boolean isAmongWhole(Call call, int index, boolean isArray) {
        return WholeNumbers.meet(call, 0, index)
                || (isArray
                        && call.types().getFirst() == KqlType.LONG
                        && WholeNumbers.isLarge(call.arguments().getFirst()));
    }

    private static String whole(Call call, int index, boolean isArray) {
        String own = Template.quoted(WholeNumbers.exact(call, 0));
        if (!isArray) {
            return "($1 = $" + (index + 1) + " AND " + Template.quoted(WholeNumbers.same(call, 0, index)) + ")";
        }
        return "(len(list_filter(" + list(call, index)
                + ", lambda e: try_cast(e AS DOUBLE) = CAST($1 AS DOUBLE) AND "
                + WholeNumbers.same("try_cast(e AS DECIMAL(38,0))", own) + ")) > 0)";
    }

    /** Membership of a number, which is the same one whether it is whole by its type or by its value. */
    private static String numbers(Call call, int index) {
        return "list_contains(list_transform(" + list(call, index)
                + ", lambda e: try_cast(e AS DOUBLE)), CAST($1 AS DOUBLE))";
    }

    private static String list(Call call, int index) {
        return Template.quoted(Template.fill(
                "CAST(CASE json_type($1) WHEN 'ARRAY' THEN $1 ELSE json_array($1) END AS VARCHAR[])",
                List.of(call.raw().get(index))));
    }
}
