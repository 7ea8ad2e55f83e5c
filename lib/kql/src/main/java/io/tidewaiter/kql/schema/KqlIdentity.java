package io.tidewaiter.kql.schema;

/**
 * A number that is the same where the value of a column is, and null where that is: cheaper to count.
 *
 * @param sql the expression of the number; empty where there is none
 * @param by the name of another column of the table; empty where {@code sole} is
 * @param sole an expression that holds only in rows that are, of all rows of the table, the only one with their number and
 *     their value of {@code by}, so that to count such rows is to count their numbers. It need not hold in each of them.
 *     Empty where none is known
 */
public record KqlIdentity(String sql, String by, String sole) {
    /** A column whose values are counted by themselves. */
    public static final KqlIdentity NONE = new KqlIdentity("", "", "");
}
