package io.tidewaiter.kql.function.spec;

/**
 * How a column is called that a query computes without naming it.
 *
 * @param prefix of {@link Rule#PREFIXED}, without the underscore, or the name of {@link Rule#ALWAYS}; else empty
 */
public record ResultName(Rule rule, String prefix) {
    /** A column named by its number. */
    public static final ResultName NUMBERED = new ResultName(Rule.NUMBERED, "");
    /** The name of the first argument. */
    public static final ResultName FIRST_ARGUMENT = new ResultName(Rule.FIRST_ARGUMENT, "");

    /** What the name is made of. */
    public enum Rule {
        /** {@code Column1}, {@code Column2}… */
        NUMBERED,
        /** The name that the first argument would have; numbered where it has none. */
        FIRST_ARGUMENT,
        /** The prefix, an underscore, and the name of the first argument, or nothing where it has none. */
        PREFIXED,
        /** One name, whatever the arguments are. */
        ALWAYS
    }

    /** A name with a prefix. */
    public static ResultName prefixed(String prefix) {
        return new ResultName(Rule.PREFIXED, prefix);
    }

    /** One name, whatever the arguments are. */
    public static ResultName always(String name) {
        return new ResultName(Rule.ALWAYS, name);
    }
}
