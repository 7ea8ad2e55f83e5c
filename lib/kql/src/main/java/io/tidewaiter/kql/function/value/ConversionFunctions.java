package io.tidewaiter.kql.function.value;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** From type to type. What cannot be converted is null, or the empty string. */
public final class ConversionFunctions {
    private static final String GROUP = "Conversions";

    private ConversionFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(
                to("tostring", KqlType.STRING, "The text of a value; of the null the empty string.")
                        .example("tostring(datetime(2030-01-02 03:04:05))", "2030-01-02T03:04:05.0000000Z")
                        .example("tostring(1d + 2h)", "1.02:00:00")
                        .example("tostring(real(1))", "1.0")
                        .example("tostring(dynamic({'a':[1, 2]}))", "{\"a\":[1,2]}")
                        .example("tostring(dynamic(null))", "")
                        .example("tostring(true)", "true")
                        .example("tostring(decimal(1.50))", "1.5")
                        .done(),
                to("tolong", KqlType.LONG, "A whole number of 64 bits.")
                        .example("tolong('12')", "12")
                        .example("tolong('abc')", "null")
                        .example("tolong(1.9)", "1")
                        .example("tolong(dynamic('5'))", "5")
                        .done(),
                to("toint", KqlType.INT, "A whole number of 32 bits.")
                        .example("toint('12')", "12")
                        .example("toint('1.9')", "null")
                        .example("toint(-1.9)", "-1")
                        .example("toint(4000000000)", "null")
                        .done(),
                to("todouble", KqlType.REAL, "A real number.")
                        .alias("toreal")
                        .example("todouble('1.5')", "1.5")
                        .example("todouble('')", "null")
                        .done(),
                to("todecimal", KqlType.DECIMAL, "A decimal number.")
                        .example("todecimal('0.1')", "0.1")
                        .done(),
                to("tobool", KqlType.BOOL, "True or false; of a number whether it is not 0.")
                        .alias("toboolean")
                        .example("tobool('True')", "true")
                        .example("tobool('0')", "false")
                        .example("tobool(5)", "true")
                        .example("tobool('x')", "null")
                        .done(),
                to("todatetime", KqlType.DATETIME, "A datetime, from ISO 8601 and other usual forms.")
                        .example("todatetime('2024-05-01T10:00:00+02:00')", "2024-05-01T08:00:00.0000000Z")
                        .example("todatetime('x')", "null")
                        .done(),
                to("totimespan", KqlType.TIMESPAN, "A timespan.")
                        .alias("totime")
                        .example("totimespan('1.02:03:04')", "1.02:03:04")
                        .example("totimespan('x')", "null")
                        .done(),
                to("toguid", KqlType.GUID, "A GUID.")
                        .example(
                                "toguid('70FC66F7-8279-44FC-9092-D364D70FCE44')",
                                "70fc66f7-8279-44fc-9092-d364d70fce44")
                        .example("toguid('x')", "null")
                        .done());
    }

    private static Declaration to(String name, KqlType type, String text) {
        return function(name, GROUP, text)
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("value", Kind.ANY))
                .gives(type)
                .written(call -> Conversions.convert(
                        call.arguments().getFirst(), type, call.raw().getFirst()));
    }
}
