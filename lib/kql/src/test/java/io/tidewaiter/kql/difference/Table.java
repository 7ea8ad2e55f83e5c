package io.tidewaiter.kql.difference;

import io.tidewaiter.kql.difference.Plain.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows in lists. */
record Table(Map<String, Kind> columns, List<Map<String, @Nullable Object>> rows) {
    Table filtered(Predicate<Map<String, @Nullable Object>> keep) {
        return new Table(columns, rows.stream().filter(keep).toList());
    }

    /** The same columns, other rows. */
    Table with(List<Map<String, @Nullable Object>> other) {
        return new Table(columns, other);
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Each row as the database's answer is written down. */
    List<String> shown() {
        List<String> out = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            List<String> values = new ArrayList<>();
            columns.forEach((name, kind) -> values.add(Plain.shown(row.get(name), kind)));
            out.add(String.join(" | ", values));
        }
        return out;
    }

    static Map<String, @Nullable Object> row() {
        return new LinkedHashMap<>();
    }

    /** The table as a query. */
    String datatable() {
        List<String> types = new ArrayList<>();
        columns.forEach((name, kind) -> types.add(name + ":" + kind.keyword));
        List<String> values = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            columns.forEach((name, kind) -> values.add(Plain.literal(row.get(name), kind)));
        }
        return "datatable(" + String.join(", ", types) + ")[" + String.join(", ", values) + "]";
    }
}
