package io.tidewaiter.kql.schema;

import io.tidewaiter.kql.KqlType;
import java.util.List;

/**
 * A column of a table.
 *
 * @param name as queries spell it; case matters
 * @param sql the expression over the table that yields it in the form of {@link KqlType}; for a dynamic column it may
 *     build the JSON, and is used only where the whole value is asked for
 * @param paths what is known inside a dynamic column; empty for all others. Places that no path names are looked up in
 *     the JSON
 * @param isHidden whether only queries that name it see it
 * @param identity what may be counted in its place; read only of tables in parts
 */
public record KqlColumn(
        String name, KqlType type, String sql, List<KqlPath> paths, boolean isHidden, KqlIdentity identity) {
    public KqlColumn {
        paths = List.copyOf(paths);
    }

    /** A column whose values are counted by themselves. */
    public KqlColumn(String name, KqlType type, String sql, List<KqlPath> paths, boolean isHidden) {
        this(name, type, sql, paths, isHidden, KqlIdentity.NONE);
    }

    /** A column without inner paths. */
    public static KqlColumn of(String name, KqlType type, String sql) {
        return new KqlColumn(name, type, sql, List.of(), false);
    }
}
