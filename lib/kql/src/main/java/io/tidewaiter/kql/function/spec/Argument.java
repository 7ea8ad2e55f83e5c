package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an argument before any row is read.
 *
 * @param type the type that the language gives it
 * @param held the form that its SQL has; differs from {@code type} only for a dynamic value that the database holds as
 *     a column of its own. Such a column is null where the value is missing, for strings too
 * @param isConstant whether {@code value} is the value: a literal, or what was folded to one
 * @param value of a constant: Boolean, Integer, Long, Double, BigDecimal, String (of strings, guids, and dynamics as
 *     their JSON), Long ticks of times; null for the null
 * @param isTypeName whether the argument is {@code typeof(type)}
 */
public record Argument(
        KqlType type,
        KqlType held,
        boolean isConstant,
        @Nullable Object value,
        boolean isTypeName) {

    /** An expression of which only the type is known. */
    public static Argument of(KqlType type) {
        return new Argument(type, type, false, null, false);
    }

    /** A dynamic value that the database holds in the form of another type. */
    public static Argument heldAs(KqlType held) {
        return new Argument(KqlType.DYNAMIC, held, false, null, false);
    }

    /** A literal. */
    public static Argument constant(KqlType type, @Nullable Object value) {
        return new Argument(type, type, true, value, false);
    }

    /** {@code typeof(type)}. */
    public static Argument typeName(KqlType type) {
        return new Argument(type, type, true, null, true);
    }

    /** Whether it can never be the null: a string, or a literal with a value. */
    public boolean isNeverNull() {
        return type == KqlType.STRING || (isConstant && value != null);
    }
}
