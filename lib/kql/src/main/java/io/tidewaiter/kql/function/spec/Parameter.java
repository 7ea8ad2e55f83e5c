package io.tidewaiter.kql.function.spec;

/**
 * A parameter of an overload.
 *
 * @param name as the reference page calls it
 * @param isConstant whether only a literal will do
 * @param occurs how often
 * @param absent the SQL that stands for an optional argument which is not there; empty where the implementation copes
 */
public record Parameter(String name, Kind kind, boolean isConstant, Occurs occurs, String absent) {
    /** How many arguments a parameter takes. */
    public enum Occurs {
        ONCE,
        OPTIONAL,
        /** One or more; neighbours that repeat do so together, as the pairs of {@code case} do. */
        REPEATED,
        /** None or more. */
        ANY_NUMBER
    }

    /** A parameter that takes one argument. */
    public static Parameter parameter(String name, Kind kind) {
        return new Parameter(name, kind, false, Occurs.ONCE, "");
    }

    /** The same, for literals only. */
    public Parameter constant() {
        return new Parameter(name, kind, true, occurs, absent);
    }

    /** The same, taking none or one. */
    public Parameter optional() {
        return new Parameter(name, kind, isConstant, Occurs.OPTIONAL, "");
    }

    /** The same, taking none or one; the SQL for none. */
    public Parameter orElse(String sql) {
        return new Parameter(name, kind, isConstant, Occurs.OPTIONAL, sql);
    }

    /** The same, taking one or more. */
    public Parameter repeated() {
        return new Parameter(name, kind, isConstant, Occurs.REPEATED, "");
    }

    /** The same, taking none or more. */
    public Parameter anyNumber() {
        return new Parameter(name, kind, isConstant, Occurs.ANY_NUMBER, "");
    }
}
