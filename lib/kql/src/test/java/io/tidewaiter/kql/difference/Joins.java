package io.tidewaiter.kql.difference;

import io.tidewaiter.kql.difference.Plain.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Joins by looking at every pair of rows. */
record Joins(Table left, Table right, String key, BinaryOperator<@Nullable Object> equal) {
    Table result(String kind) {
        return switch (kind) {
            case "leftsemi" -> left.filtered(l -> right.rows().stream().anyMatch(r -> matches(l, r)));
            case "leftanti" -> left.filtered(l -> right.rows().stream().noneMatch(r -> matches(l, r)));
            case "rightsemi" -> right.filtered(r -> left.rows().stream().anyMatch(l -> matches(l, r)));
            case "rightanti" -> right.filtered(r -> left.rows().stream().noneMatch(l -> matches(l, r)));
            default -> pairs(kind);
        };
    }

    private boolean matches(Map<String, @Nullable Object> l, Map<String, @Nullable Object> r) {
        return Boolean.TRUE.equals(equal.apply(l.get(key), r.get(key)));
    }

    private Table pairs(String kind) {
        Map<String, Kind> columns = new LinkedHashMap<>(left.columns());
        Map<String, String> names = new LinkedHashMap<>();
        right.columns().forEach((name, type) -> {
            String own = columns.containsKey(name) ? name + "1" : name;
            names.put(name, own);
            columns.put(own, type);
        });
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> l : left.rows()) {
            boolean isLonely = true;
            for (Map<String, @Nullable Object> r : right.rows()) {
                if (matches(l, r)) {
                    rows.add(pair(l, r, names));
                    isLonely = false;
                }
            }
            if (isLonely && (kind.equals("leftouter") || kind.equals("fullouter"))) {
                rows.add(pair(l, Map.of(), names));
            }
        }
        if (kind.equals("rightouter") || kind.equals("fullouter")) {
            for (Map<String, @Nullable Object> r : right.rows()) {
                if (left.rows().stream().noneMatch(l -> matches(l, r))) {
                    rows.add(pair(Map.of(), r, names));
                }
            }
        }
        return new Table(columns, rows);
    }

    private static Map<String, @Nullable Object> pair(
            Map<String, @Nullable Object> l, Map<String, @Nullable Object> r, Map<String, String> names) {
        Map<String, @Nullable Object> row = Table.row();
        row.putAll(l);
        names.forEach((name, own) -> row.put(own, r.get(name)));
        return row;
    }
}
