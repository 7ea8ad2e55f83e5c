package io.tidewaiter.version;

/**
 * The answer of a version scheme to "how does a stand to b": three directions, and an honest fourth.
 *
 * <p>{@link #CANNOT_TELL} is never folded into another value: a version that its scheme cannot read is neither
 * older nor newer than anything.
 */
public enum Order {
    LESS,
    EQUAL,
    GREATER,
    CANNOT_TELL;

    /** The order that a comparator's sign stands for. */
    public static Order of(int sign) {
        if (sign == 0) {
            return EQUAL;
        }
        return sign < 0 ? LESS : GREATER;
    }

    /** The order with both sides exchanged. */
    public Order reversed() {
        return switch (this) {
            case LESS -> GREATER;
            case GREATER -> LESS;
            case EQUAL, CANNOT_TELL -> this;
        };
    }
}
