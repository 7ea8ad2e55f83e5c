package io.tidewaiter.kql.schema;

import java.util.List;

/**
 * A table, already cut down to what the caller may read.
 *
 * @param name compared without regard to case
 * @param from what follows {@code FROM}: a name, or a select in parentheses with an alias
 * @param columns in the order that a query without {@code project} shows them
 * @param order expressions over the table, separated by commas, that give rows a lasting order without ties, for stable
 *     paging; empty where none
 * @param joins what else columns may read; {@code from} has an alias then
 */
public record KqlTable(String name, String from, List<KqlColumn> columns, String order, List<KqlJoin> joins) {
    public KqlTable {
        columns = List.copyOf(columns);
        joins = List.copyOf(joins);
    }

    /** A table whose columns read nothing else. */
    public KqlTable(String name, String from, List<KqlColumn> columns, String order) {
        this(name, from, columns, order, List.of());
    }
}
