package io.tidewaiter.kql.schema;

import java.util.Map;

/**
 * Some of the rows of a table that is put together from several sources. Every part has the same base columns; the
 * columns of the table are expressions over those, and over what {@link KqlJoin}s add. A statement that reads all rows
 * works them out within each part, so that an engine sees one source at a time and constants where a part has them.
 *
 * @param columns the base columns: name → expression over {@code from}, cast where it is a bare {@code NULL}
 * @param from what follows {@code FROM}
 * @param where the condition on its rows
 */
public record KqlPart(Map<String, String> columns, String from, String where) {
    public KqlPart {
        columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
    }
}
