package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that the database calls row by row.
 *
 * @param name in the database; begins with {@code kql_}
 * @param parameters the types, each held as {@link KqlType} says, dynamics as text
 * @param result the type; a dynamic is returned as JSON text
 */
public record JavaFunction(String name, List<KqlType> parameters, KqlType result, Body body) {
    public JavaFunction {
        parameters = List.copyOf(parameters);
    }

    /** A function that is null where an argument is. */
    public static JavaFunction strict(String name, List<KqlType> parameters, KqlType result, StrictBody body) {
        return new JavaFunction(name, parameters, result, body.ofAll());
    }

    /** What is computed of arguments none of which is null. */
    @FunctionalInterface
    public interface StrictBody {
        /** As {@link Body#apply}. */
        @Nullable
        Object apply(Object[] arguments);

        /** The same, and null where an argument is. */
        default Body ofAll() {
            return arguments -> {
                Object[] present = new Object[arguments.length];
                for (int i = 0; i < arguments.length; i++) {
                    Object argument = arguments[i];
                    if (argument == null) {
                        return null;
                    }
                    present[i] = argument;
                }
                return apply(present);
            };
        }
    }

    /** What is computed: must not throw; what cannot be computed is null. */
    @FunctionalInterface
    public interface Body {
        /**
         * Values are Boolean, Integer, Long, Double, BigDecimal or String, or null; strings and dynamics are Strings,
         * times are Longs.
         */
        @Nullable
        Object apply(@Nullable Object[] arguments);
    }
}
