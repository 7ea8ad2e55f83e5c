package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a parameter takes. A dynamic argument is converted to what is asked for; that it cannot be is a null. */
public enum Kind {
    BOOL(KqlType.BOOL),
    INT(KqlType.INT),
    /** Any whole number, as a long. */
    LONG(KqlType.LONG),
    /** Any number, as a real. */
    REAL(KqlType.REAL),
    DECIMAL(KqlType.DECIMAL),
    /** A string or guid. */
    STRING(KqlType.STRING),
    /** Any type, as the string that {@code tostring} makes of it. */
    TEXT(KqlType.STRING),
    DATETIME(KqlType.DATETIME),
    TIMESPAN(KqlType.TIMESPAN),
    GUID(KqlType.GUID),
    /** A dynamic value. */
    DYNAMIC(KqlType.DYNAMIC),
    /** Any type, as the dynamic value that holds it. */
    VALUE(KqlType.DYNAMIC),
    /** Any number, as it is; dynamic becomes real. */
    NUMBER(null),
    /** A whole number as it is; dynamic becomes long. */
    INTEGER(null),
    /** Any type, as it is. */
    ANY(null),
    /** All arguments of this kind become numbers of one type, the widest. */
    PROMOTED(null),
    /** All arguments of this kind become one type, which is dynamic where they differ. */
    COMMON(null),
    /** The same, but a dynamic becomes what the others are, unless they are whole numbers. */
    CHOSEN(null),
    /** All arguments of this kind become one type in which they are compared: a dynamic becomes what the other is. */
    COMPARED(null),
    /** {@code typeof(T)}. */
    TYPE(null);

    private final Optional<KqlType> target;

    Kind(@Nullable KqlType target) {
        this.target = Optional.ofNullable(target);
    }

    /** The type that the argument is converted to; empty where it depends. */
    public Optional<KqlType> target() {
        return target;
    }
}
