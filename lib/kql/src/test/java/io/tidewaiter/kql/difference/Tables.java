package io.tidewaiter.kql.difference;

import io.tidewaiter.kql.difference.Plain.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random small tables; some columns are shared, so that joins and unions meet. */
record Tables(Random random) {
    private static final List<String> WORDS = List.of("", "a", "Ab", "a-b", "ab", "b a", "12", "B");

    Table table() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("k", Kind.STRING);
        columns.put("n", Kind.LONG);
        if (random.nextBoolean()) {
            columns.put("b", Kind.BOOL);
        }
        if (random.nextInt(3) > 0) {
            columns.put("x", Kind.DYNAMIC);
        }
        if (random.nextBoolean()) {
            columns.put("s", Kind.STRING);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Map<String, @Nullable Object> row = Table.row();
            columns.forEach((name, kind) -> row.put(name, value(kind)));
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    private @Nullable Object value(Kind kind) {
        return switch (kind) {
            case STRING -> word();
            case LONG -> random.nextInt(5) == 0 ? null : (Long) (long) (random.nextInt(7) - 3);
            case BOOL -> random.nextInt(5) == 0 ? null : (Boolean) random.nextBoolean();
            case DYNAMIC -> random.nextInt(6) == 0 ? null : Plain.dyn(bag());
        };
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Map<String, Object> bag() {
        Map<String, Object> bag = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            bag.put("p", random.nextBoolean() ? word() : (Object) (long) random.nextInt(5));
        }
        if (random.nextBoolean()) {
            bag.put("q", random.nextBoolean() ? (Object) random.nextBoolean() : word());
        }
        if (random.nextBoolean()) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(random.nextBoolean() ? word() : (Object) (long) random.nextInt(5));
            }
            bag.put("l", list);
        }
        return bag;
    }
}
