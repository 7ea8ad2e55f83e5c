package io.tidewaiter.kql.schema;

import java.util.List;

/**
 * A table, already cut down to what the caller may read.
 *
 * @param name compared without regard to case
 * @param from what follows {@code FROM}: a name, or a select in parentheses with an alias; where there are parts, the
 *     name by which columns call a row of theirs
 * @param columns in the order that a query without {@code project} shows them
 * @param order expressions over the table, separated by commas, that give rows a lasting order without ties, for stable
 *     paging; empty where none. Of a table in parts, base columns
 * @param joins what else columns may read; {@code from} has an alias then
 * @param parts the sources that it is put together from; empty where {@code from} is the source
 */
public record KqlTable(
        String name, String from, List<KqlColumn> columns, String order, List<KqlJoin> joins, List<KqlPart> parts) {
    public KqlTable {
        columns = List.copyOf(columns);
        joins = List.copyOf(joins);
        parts = List.copyOf(parts);
    }

    /** A table whose columns read nothing else. */
    public KqlTable(String name, String from, List<KqlColumn> columns, String order) {
        this(name, from, columns, order, List.of(), List.of());
    }
}
