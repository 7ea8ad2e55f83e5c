package io.tidewaiter.kql.schema;

import io.tidewaiter.kql.KqlType;
import java.util.List;

/**
 * A place inside a dynamic column that the database holds as a column of its own, so that {@code properties.status.code}
 * is read without any JSON. For the query the value is dynamic all the same; the type says what is known of it.
 *
 * @param path the keys from the column on, in their own spelling: {@code [status, code]}
 * @param type the type of the value where it is present
 * @param sql the expression over the table that yields it in the form of {@link KqlType}; null where it is missing,
 *     for strings too
 */
public record KqlPath(List<String> path, KqlType type, String sql) {
    public KqlPath {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one key");
        }
    }
}
