package io.tidewaiter.kql.schema;

/**
 * Another table that columns of a table may read: it stands in a statement only where one of them is asked for. It adds
 * columns to a row and never a row, so it is a {@code LEFT JOIN} by a key.
 *
 * @param alias by which columns name it, and that nothing else is called
 * @param sql the whole clause, for example {@code LEFT JOIN detail detail_ ON detail_.no = t.detail}
 */
public record KqlJoin(String alias, String sql) {
    /** Whether a text of SQL reads it. */
    public boolean isReadBy(String text) {
        return text.contains(alias + ".");
    }
}
