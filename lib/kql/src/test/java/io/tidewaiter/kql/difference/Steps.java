package io.tidewaiter.kql.difference;

import io.tidewaiter.kql.difference.Expressions.Expression;
import io.tidewaiter.kql.difference.Plain.Dyn;
import io.tidewaiter.kql.difference.Plain.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Random tabular operators: the text, and what the table is after it. */
final class Steps {
    record Step(String text, Table result) {}

    private final Random random;
    private final Tables tables;
    private int names;

    Steps(Random random, Tables tables) {
        this.random = random;
        this.tables = tables;
    }

    Step next(Table table) {
        return switch (random.nextInt(11)) {
            case 0, 1 -> where(table);
            case 2 -> extend(table);
            case 3 -> project(table);
            case 4 -> summarize(table);
            case 5 -> distinct(table);
            case 6 -> top(table);
            case 7 -> join(table);
            case 8 -> union(table);
            case 9 -> expand(table);
            default -> table.columns().size() > 2 ? away(table) : where(table);
        };
    }

    private Expressions over(Table table) {
        return new Expressions(random, table.columns());
    }

    private String fresh() {
        return "c" + ++names;
    }

    private Step where(Table table) {
        Expression p = over(table).of(Kind.BOOL, 3);
        return new Step(
                "where " + p.text(),
                table.filtered(r -> Boolean.TRUE.equals(p.meaning().of(r))));
    }

    private Step extend(Table table) {
        Expression e = over(table).any(3);
        String name = random.nextInt(4) == 0 && !table.columns().isEmpty()
                ? table.names().get(random.nextInt(table.columns().size()))
                : fresh();
        Map<String, Kind> columns = new LinkedHashMap<>(table.columns());
        columns.put(name, e.kind());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> copy = Table.row();
            copy.putAll(row);
            copy.put(name, e.meaning().of(row));
            rows.add(copy);
        }
        return new Step("extend " + name + " = " + e.text(), new Table(columns, rows));
    }

    private Step project(Table table) {
        Map<String, Expression> chosen = new LinkedHashMap<>();
        for (String name : table.names()) {
            if (random.nextInt(3) > 0) {
                chosen.put(name, new Expression(table.columns().get(name), name, row -> row.get(name)));
            }
        }
        chosen.put(fresh(), over(table).any(2));
        Map<String, Kind> columns = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        chosen.forEach((name, e) -> {
            columns.put(name, e.kind());
            texts.add(name.equals(e.text()) ? name : name + " = " + e.text());
        });
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> copy = Table.row();
            chosen.forEach((name, e) -> copy.put(name, e.meaning().of(row)));
            rows.add(copy);
        }
        return new Step("project " + String.join(", ", texts), new Table(columns, rows));
    }

    private Step away(Table table) {
        String name = table.names().get(random.nextInt(table.columns().size()));
        Map<String, Kind> columns = new LinkedHashMap<>(table.columns());
        columns.remove(name);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> copy = Table.row();
            columns.keySet().forEach(c -> copy.put(c, row.get(c)));
            rows.add(copy);
        }
        return new Step("project-away " + name, new Table(columns, rows));
    }

    private Step summarize(Table table) {
        Expression key = over(table).any(1);
        Expression number = over(table).of(Kind.LONG, 1);
        Expression text = over(table).of(Kind.STRING, 1);
        Expression test = over(table).of(Kind.BOOL, 2);
        boolean isGrouped = random.nextInt(4) > 0;
        String k = fresh();
        List<String> out = List.of(fresh(), fresh(), fresh(), fresh(), fresh(), fresh());
        Map<String, Kind> columns = new LinkedHashMap<>();
        if (isGrouped) {
            columns.put(k, key.kind());
        }
        out.forEach(c -> columns.put(c, Kind.LONG));
        columns.put(out.get(5), Kind.STRING);
        Map<Object, List<Map<String, @Nullable Object>>> groups = new LinkedHashMap<>();
        if (!isGrouped) {
            groups.put("all", new ArrayList<>());
        }
        for (Map<String, @Nullable Object> row : table.rows()) {
            Object value = isGrouped
                    ? Optional.ofNullable(known(key.kind(), key.meaning().of(row)))
                    : "all";
            groups.computeIfAbsent(value, x -> new ArrayList<>()).add(row);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        groups.values().forEach(group -> {
            Map<String, @Nullable Object> row = Table.row();
            if (isGrouped) {
                row.put(k, key.meaning().of(group.getFirst()));
            }
            List<Long> numbers = new ArrayList<>();
            Set<Object> distinct = new HashSet<>();
            long passed = 0;
            String least = null;
            for (Map<String, @Nullable Object> member : group) {
                if (number.meaning().of(member) instanceof Long n) {
                    numbers.add(n);
                    distinct.add(n);
                }
                passed += Boolean.TRUE.equals(test.meaning().of(member)) ? 1 : 0;
                String s = Plain.text(text.meaning().of(member));
                least = least == null || s.compareTo(least) < 0 ? s : least;
            }
            row.put(out.get(0), (long) group.size());
            row.put(out.get(1), numbers.stream().mapToLong(n -> n).sum());
            row.put(out.get(2), numbers.stream().max(Comparator.naturalOrder()).orElse(null));
            row.put(out.get(3), (long) distinct.size());
            row.put(out.get(4), passed);
            row.put(out.get(5), least);
            rows.add(row);
        });
        String textOf =
                "summarize %s = count(), %s = sum(%s), %s = max(%s), %s = dcount(%s), %s = countif(%s), %s = min(%s)"
                        .formatted(
                                out.get(0),
                                out.get(1),
                                number.text(),
                                out.get(2),
                                number.text(),
                                out.get(3),
                                number.text(),
                                out.get(4),
                                test.text(),
                                out.get(5),
                                text.text());
        return new Step(isGrouped ? textOf + " by " + k + " = " + key.text() : textOf, new Table(columns, rows));
    }

    /** A missing string is the empty string. */
    private static @Nullable Object known(Kind kind, @Nullable Object value) {
        return kind == Kind.STRING ? Plain.text(value) : value;
    }

    private Step distinct(Table table) {
        List<String> plain = table.names().stream()
                .filter(n -> table.columns().get(n) != Kind.DYNAMIC)
                .toList();
        if (plain.isEmpty()) {
            return where(table);
        }
        List<String> chosen = plain.subList(0, 1 + random.nextInt(plain.size()));
        Map<String, Kind> columns = new LinkedHashMap<>();
        chosen.forEach(c -> columns.put(c, table.columns().get(c)));
        Set<Map<String, @Nullable Object>> rows = new LinkedHashSet<>();
        for (Map<String, @Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> copy = Table.row();
            chosen.forEach(c -> copy.put(c, known(columns.get(c), row.get(c))));
            rows.add(copy);
        }
        return new Step("distinct " + String.join(", ", chosen), new Table(columns, List.copyOf(rows)));
    }

    /** Sorted by all that has an order, so that only equal rows can change places. */
    private Step top(Table table) {
        List<String> keys = table.names().stream()
                .filter(n ->
                        table.columns().get(n) == Kind.LONG || table.columns().get(n) == Kind.STRING)
                .toList();
        if (keys.size() < table.columns().size()) {
            return where(table);
        }
        List<String> texts = new ArrayList<>();
        Comparator<Map<String, @Nullable Object>> order = Comparator.comparingInt(r -> 0);
        for (String key : keys) {
            boolean isUp = random.nextBoolean();
            boolean isNullsFirst = random.nextInt(3) == 0 ? random.nextBoolean() : isUp;
            Kind kind = table.columns().get(key);
            Comparator<@Nullable Object> values = (a, b) -> {
                Integer c = Plain.compare(a, b, kind);
                if (c != null) {
                    return isUp ? c : -c;
                }
                int nulls = a == null && b == null ? 0 : a == null ? -1 : 1;
                return isNullsFirst ? nulls : -nulls;
            };
            order = order.thenComparing((r, s) -> values.compare(r.get(key), s.get(key)));
            String nulls = isNullsFirst == isUp ? "" : isNullsFirst ? " nulls first" : " nulls last";
            texts.add(key + (isUp ? " asc" : " desc") + nulls);
        }
        int count = random.nextInt(6);
        return new Step(
                "sort by " + String.join(", ", texts) + " | take " + count,
                table.with(table.rows().stream().sorted(order).limit(count).toList()));
    }

    private Step union(Table table) {
        Table other = tables.table();
        Map<String, Kind> columns = new LinkedHashMap<>(table.columns());
        for (Map.Entry<String, Kind> c : other.columns().entrySet()) {
            Kind before = columns.putIfAbsent(c.getKey(), c.getValue());
            if (before != null && before != c.getValue()) {
                return where(table);
            }
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(table.rows());
        rows.addAll(other.rows());
        return new Step("union (" + other.datatable() + ")", new Table(columns, rows));
    }

    private Step join(Table table) {
        Table other = tables.table();
        List<String> keys = table.names().stream()
                .filter(n -> other.columns().get(n) == table.columns().get(n)
                        && table.columns().get(n) != Kind.DYNAMIC)
                .toList();
        if (keys.isEmpty() || table.names().stream().anyMatch(n -> n.endsWith("1"))) {
            return where(table);
        }
        String key = keys.get(random.nextInt(keys.size()));
        Kind kind = table.columns().get(key);
        String word = List.of(
                        "inner",
                        "leftouter",
                        "rightouter",
                        "fullouter",
                        "leftsemi",
                        "leftanti",
                        "rightsemi",
                        "rightanti")
                .get(random.nextInt(8));
        BinaryOperator<@Nullable Object> equal = (a, b) -> Plain.equal(a, b, kind);
        Table result = new Joins(table, other, key, equal).result(word);
        return new Step("join kind=" + word + " (" + other.datatable() + ") on " + key, result);
    }

    private Step expand(Table table) {
        List<String> own = table.names().stream()
                .filter(n -> table.columns().get(n) == Kind.DYNAMIC)
                .toList();
        if (own.isEmpty()) {
            return extend(table);
        }
        String from = own.get(random.nextInt(own.size()));
        String name = fresh();
        Map<String, Kind> columns = new LinkedHashMap<>(table.columns());
        columns.put(name, Kind.DYNAMIC);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : table.rows()) {
            Object value =
                    row.get(from) instanceof Dyn(Object inner) && inner instanceof Map<?, ?> map ? map.get("l") : null;
            List<?> elements = value instanceof List<?> list ? list : Collections.singletonList(value);
            for (Object element : elements) {
                Map<String, @Nullable Object> copy = Table.row();
                copy.putAll(row);
                copy.put(name, Plain.dyn(element));
                rows.add(copy);
            }
        }
        return new Step("mv-expand " + name + " = " + from + ".l", new Table(columns, rows));
    }
}
