package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.List;

/** The type of a call. */
@FunctionalInterface
public interface ResultType {
    /**
     * Of the arguments as they were given, and of the types that they were converted to.
     */
    KqlType of(List<Argument> arguments, List<KqlType> converted);

    /** Always this one. */
    static ResultType fixed(KqlType type) {
        return (arguments, converted) -> type;
    }

    /** What argument {@code index} was converted to, counted from 0. */
    static ResultType argument(int index) {
        return (arguments, converted) -> converted.get(index);
    }

    /** What {@code typeof(T)} at {@code index} names. */
    static ResultType typeName(int index) {
        return (arguments, converted) -> arguments.get(index).type();
    }
}
