package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.schema.KqlJoin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One SELECT under construction. */
final class Block {
    /** What follows FROM. */
    String from;

    /** What each column is, as an expression over FROM. */
    final Map<Slot, String> columns = new LinkedHashMap<>();

    /** Columns that are more than a name, so that to say them twice is to compute them twice. */
    final Set<Slot> computed = new LinkedHashSet<>();

    /** Columns on which the number of rows hangs: lists that are unfolded, an aggregate of all rows. */
    final Set<Slot> essential = new LinkedHashSet<>();

    final List<String> where = new ArrayList<>();
    final List<String> groupBy = new ArrayList<>();
    final List<String> orderBy = new ArrayList<>();
    String distinctOn = "";
    String limit = "";
    String sample = "";

    /** Whether its rows are no longer those of FROM: grouped, numbered, unfolded. */
    boolean isClosed;

    /** What columns may read beside it. */
    private final List<KqlJoin> joins;

    /** The table whose rows FROM has, each once, where it is one in parts. */
    private @Nullable PartsWriter parts;

    Block(String from) {
        this(from, List.of());
    }

    Block(String from, List<KqlJoin> joins) {
        this.from = from;
        this.joins = joins;
        this.parts = null;
    }

    Block(PartsWriter parts) {
        this.from = parts.all();
        this.joins = List.of();
        this.parts = parts;
    }

    Optional<PartsWriter> parts() {
        return Optional.ofNullable(parts);
    }

    /** Reads from something else, whose columns are called the same. */
    void readFrom(String other) {
        from = other;
        parts = null;
    }

    /** What follows FROM, for a statement of which this is the rest. */
    String source(String rest) {
        if (parts != null) {
            return parts.readBy(rest);
        }
        StringBuilder out = new StringBuilder(from);
        for (KqlJoin join : joins) {
            if (join.isReadBy(rest)) {
                out.append('\n').append(join.sql());
            }
        }
        return out.toString();
    }

    /** Whether more conditions and other columns can go into the same SELECT. */
    boolean isOpen() {
        return !isClosed && limit.isEmpty() && orderBy.isEmpty() && distinctOn.isEmpty() && sample.isEmpty();
    }

    /** Whether its rows are still those of a table, each once. */
    boolean isOfTable(String table) {
        return (parts != null || from.equals(table))
                && !isClosed
                && groupBy.isEmpty()
                && limit.isEmpty()
                && distinctOn.isEmpty()
                && sample.isEmpty();
    }

    /** The statement; lines after the first are indented by what the reader adds. */
    String sql(Names names) {
        StringBuilder out = new StringBuilder("SELECT ").append(distinctOn);
        String separator = "";
        for (Map.Entry<Slot, String> column : columns.entrySet()) {
            String name = names.of(column.getKey());
            out.append(separator).append(column.getValue());
            if (!column.getValue().equals(name)) {
                out.append(" AS ").append(name);
            }
            separator = ", ";
        }
        return finished(out);
    }

    /** The statement where its reader gives the columns names by their position. */
    String unnamed() {
        return finished(new StringBuilder("SELECT ").append(distinctOn).append(String.join(", ", columns.values())));
    }

    private String finished(StringBuilder out) {
        if (columns.isEmpty()) {
            out.append("1 AS \"_\"");
        }
        StringBuilder rest = new StringBuilder();
        append(rest, "\nWHERE ", where, " AND ");
        append(rest, "\nGROUP BY ", groupBy, ", ");
        append(rest, "\nORDER BY ", orderBy, ", ");
        if (!from.isEmpty()) {
            out.append("\nFROM ").append(source(out + rest.toString()));
        }
        out.append(rest);
        if (!limit.isEmpty()) {
            out.append("\nLIMIT ").append(limit);
        }
        if (!sample.isEmpty()) {
            out.append("\nUSING SAMPLE ").append(sample);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String keyword, List<String> parts, String separator) {
        if (!parts.isEmpty()) {
            out.append(keyword).append(String.join(separator, parts));
        }
    }
}
