package io.tidewaiter.kql;

/**
 * How large a query may be. What a query may cost when it runs is bounded by who runs it.
 *
 * @param textChars length of the text
 * @param tokens words, numbers and signs
 * @param depth brackets, functions and queries inside each other
 * @param operators tabular operators after functions and views are put in
 * @param nodes operators and expressions after functions and views are put in
 * @param joins joins and lookups
 * @param unionLegs tables and queries that unions put together
 */
public record KqlLimits(int textChars, int tokens, int depth, int operators, int nodes, int joins, int unionLegs) {
    /** Far above what a person writes. */
    public static KqlLimits standard() {
        return new KqlLimits(1 << 20, 200_000, 100, 500, 100_000, 20, 64);
    }
}
