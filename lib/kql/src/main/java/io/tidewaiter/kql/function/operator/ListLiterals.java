package io.tidewaiter.kql.function.operator;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.value.Json;
import java.util.List;
import java.util.Optional;

/** Literals on the right of an operator on lists, where an array counts as its elements. */
final class ListLiterals {
    private ListLiterals() {}

    /** The strings of a literal string or array; empty where it is neither. */
    static Optional<List<String>> texts(Argument argument) {
        if (!argument.isConstant() || !(argument.value() instanceof String text)) {
            return Optional.empty();
        }
        return switch (argument.type()) {
            case STRING, GUID -> Optional.of(List.of(text));
            case DYNAMIC -> elements(text);
            default -> Optional.empty();
        };
    }

    /** The elements of a literal array as strings; empty for all else. */
    static Optional<List<String>> array(Argument argument) {
        return argument.type() == KqlType.DYNAMIC ? texts(argument) : Optional.empty();
    }

    private static Optional<List<String>> elements(String json) {
        return Json.parse(json)
                .map(j -> j instanceof Json.Array array
                        ? array.elements().stream().map(Json::text).toList()
                        : List.of(j.text()));
    }
}
