package io.tidewaiter.kql.function.value;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a function cannot know from its arguments: who asks, where, and the rows around. */
public final class ContextFunctions {
    private static final String GROUP = "Context";
    private static final String WINDOW = "Neighbouring rows";
    private static final Parameter RESTART = parameter("restart", Kind.BOOL).optional();

    private ContextFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(
                none(
                        "current_principal",
                        "Who asks; empty where the service does not tell.",
                        KqlType.STRING,
                        Role.CURRENT_PRINCIPAL),
                none(
                        "current_principal_details",
                        "Who asks, as a bag; null where the service does not tell.",
                        KqlType.DYNAMIC,
                        Role.CURRENT_PRINCIPAL_DETAILS),
                none("current_cluster_endpoint", "The name of the service.", KqlType.STRING, Role.CURRENT_CLUSTER),
                none("current_database", "The name of the set of tables.", KqlType.STRING, Role.CURRENT_DATABASE),
                function("new_guid", GROUP, "A new random GUID.")
                        .gives(KqlType.GUID)
                        .takes(new Parameter[0])
                        .special(Role.NEW_GUID)
                        .done(),
                function("assert", GROUP, "True where the predicate is; the null where it is not.")
                        .gives(KqlType.BOOL)
                        .takes(parameter("predicate", Kind.BOOL), parameter("message", Kind.STRING))
                        .sql("nullif($1, FALSE)")
                        .example("assert(1 < 2, 'never')", "true")
                        .done(),
                function("estimate_data_size", GROUP, "About how many bytes the values take.")
                        .gives(KqlType.LONG)
                        .takes(parameter("value", Kind.TEXT).repeated())
                        .written(call -> IntStream.range(0, call.sql().size())
                                .mapToObj(i -> size(call.arguments().get(i).type(), call.at(i)))
                                .collect(Collectors.joining(" + ", "CAST(", " AS BIGINT)")))
                        .example("estimate_data_size('abc', 'é')", "5")
                        .example("estimate_data_size('abc', 1)", "11")
                        .done(),
                window("row_number", "The number of the row, from 1 or another number on.")
                        .gives(KqlType.LONG)
                        .takes(parameter("start", Kind.LONG).optional(), RESTART)
                        .special(Role.ROW_NUMBER)
                        .done(),
                window("row_cumsum", "The sum of a value up to the row.")
                        .gives(ResultType.argument(0))
                        .takes(parameter("term", Kind.NUMBER), RESTART)
                        .special(Role.ROW_CUMSUM)
                        .gives(KqlType.TIMESPAN)
                        .takes(parameter("term", Kind.TIMESPAN), RESTART)
                        .special(Role.ROW_CUMSUM)
                        .done(),
                window("row_rank_dense", "The rank of a value, counting each value once.")
                        .alias("row_rank")
                        .gives(KqlType.LONG)
                        .takes(parameter("term", Kind.ANY), RESTART)
                        .special(Role.ROW_RANK_DENSE)
                        .done(),
                window("row_rank_min", "The rank of a value, counting each row.")
                        .gives(KqlType.LONG)
                        .takes(parameter("term", Kind.ANY), RESTART)
                        .special(Role.ROW_RANK_MIN)
                        .done(),
                window("row_window_session", "The datetime at which the session of the row began.")
                        .gives(KqlType.DATETIME)
                        .takes(
                                parameter("datetime", Kind.DATETIME),
                                parameter("maxDistanceFromFirst", Kind.TIMESPAN),
                                parameter("maxDistanceBetweenNeighbors", Kind.TIMESPAN),
                                RESTART)
                        .special(Role.ROW_WINDOW_SESSION)
                        .done(),
                neighbour("prev", "The value of a row before.", Role.PREV),
                neighbour("next", "The value of a row after.", Role.NEXT));
    }

    private static ScalarFunction none(String name, String text, KqlType type, Role role) {
        return function(name, GROUP, text)
                .gives(type)
                .takes(new Parameter[0])
                .special(role)
                .done();
    }

    private static Declaration window(String name, String text) {
        return function(name, WINDOW, text + " Needs rows in an order.");
    }

    private static ScalarFunction neighbour(String name, String text, Role role) {
        return window(name, text)
                .gives(ResultType.argument(0))
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("offset", Kind.LONG).optional(),
                        parameter("default", Kind.ANY).optional())
                .special(role)
                .done();
    }

    private static String size(KqlType type, String text) {
        return switch (type) {
            case BOOL -> "1";
            case INT -> "4";
            case LONG, REAL, DATETIME, TIMESPAN -> "8";
            case GUID, DECIMAL -> "16";
            case STRING, DYNAMIC -> "strlen(" + text + ")";
        };
    }
}
