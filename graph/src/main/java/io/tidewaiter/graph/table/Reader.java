package io.tidewaiter.graph.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who asks, and what they may read.
 *
 * @param id names the caller, for bounds that hold per caller
 * @param scopes by right the resource ids at and below which the caller may read; {@code /} is everything
 * @param exact by right those at which the caller may read, and not below them
 */
public record Reader(String id, Map<Right, List<String>> scopes, Map<Right, List<String>> exact) {
    public Reader {
        scopes = keys(scopes);
        exact = keys(exact);
    }

    /** Somebody who may read at and below places. */
    public Reader(String id, Map<Right, List<String>> scopes) {
        this(id, scopes, Map.of());
    }

    private static Map<Right, List<String>> keys(Map<Right, List<String>> given) {
        Map<Right, List<String>> copy = new EnumMap<>(Right.class);
        given.forEach((right, ids) -> copy.put(
                right,
                ids.stream()
                        .map(s -> s.toLowerCase(Locale.ROOT))
                        .distinct()
                        .sorted()
                        .toList()));
        return Collections.unmodifiableMap(copy);
    }

    /** Somebody who may read everything. */
    public static Reader ofEverything(String id) {
        return ofScopes(id, List.of("/"));
    }

    /** Somebody who may read everything at and below some places. */
    public static Reader ofScopes(String id, List<String> scopes) {
        Map<Right, List<String>> all = new EnumMap<>(Right.class);
        for (Right right : Right.values()) {
            all.put(right, scopes);
        }
        return new Reader(id, all);
    }

    /** Whether a right holds everywhere. */
    public boolean readsEverything(Right right) {
        return scopes.getOrDefault(right, List.of()).contains("/");
    }

    /**
     * The condition that a row lies where the caller may read.
     *
     * @param column an expression that yields the row's scope in lower case
     */
    public String where(Right right, String column) {
        if (readsEverything(right)) {
            return "TRUE";
        }
        List<String> here = scopes.getOrDefault(right, List.of());
        List<String> exactly = exact.getOrDefault(right, List.of());
        if (here.isEmpty() && exactly.isEmpty()) {
            return "FALSE";
        }
        StringBuilder out = new StringBuilder("(");
        for (String scope : here) {
            out.append(out.length() > 1 ? " OR " : "")
                    .append(column)
                    .append(" = ")
                    .append(literal(scope))
                    .append(" OR starts_with(")
                    .append(column)
                    .append(", ")
                    .append(literal(scope + "/"))
                    .append(')');
        }
        for (String scope : exactly) {
            out.append(out.length() > 1 ? " OR " : "")
                    .append(column)
                    .append(" = ")
                    .append(literal(scope));
        }
        return out.append(')').toString();
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''").replace("\0", "") + "'";
    }
}
