package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rows of a table in parts as a source of SQL. Field {@code n} of a scan is its column {@code c_n}.
 *
 * <pre>
 * (SELECT i.name AS c_0 FROM item i WHERE …
 *  UNION ALL
 *  SELECT d.name AS c_0 FROM finding f LEFT JOIN detail d ON d.no = f.detail WHERE …) AS t
 * </pre>
 */
final class PartsWriter {
    private final KqlTable table;
    private final List<String> fields;
    private final Pattern base;
    private final Pattern field;

    PartsWriter(KqlTable table, List<Field> fields) {
        this.table = table;
        this.fields = fields.stream().map(Field::sql).toList();
        this.base = Pattern.compile("\\b" + Pattern.quote(table.from()) + "\\.(\\w+)");
        this.field = Pattern.compile("\\b" + Pattern.quote(table.from()) + "\\.c_(\\d{1,6})\\b");
    }

    /** What a field is called. */
    String column(int field) {
        return table.from() + ".c_" + field;
    }

    /** All rows, each field worked out within its part. */
    String all() {
        return union(false);
    }

    /**
     * The rows that some are chosen from by what follows {@code FROM}, their fields worked out afterwards: what is costly
     * to put together is put together for those only.
     *
     * @param choice conditions, order and limit, over fields and base columns
     */
    String chosen(String choice) {
        String row = table.from();
        String keys = baseColumns().stream().map(c -> row + "." + c).collect(Collectors.joining(", "));
        String some = "(" + SqlWriter.indented("SELECT " + keys + "\nFROM " + union(true) + choice) + ") AS " + row;
        List<String> shown = new ArrayList<>();
        shown.add(keys);
        shown.addAll(named(fields));
        return "(" + SqlWriter.indented("SELECT " + String.join(", ", shown) + "\nFROM " + joined(some, shown, s -> s))
                + ") AS " + row;
    }

    /** How many rows a row of {@link #grouped} stands for. */
    String weight() {
        return table.from() + ".n";
    }

    /**
     * The rows in groups: rows that are the same in all that an aggregate looks at are one.
     *
     * @param used what the aggregate looks at: expressions over fields
     * @param conditions on rows; those that could not be asked of a group are taken, the others are left
     * @return empty where the groups would be about as many as the rows
     */
    Optional<String> grouped(Collection<String> used, List<String> conditions) {
        Set<Integer> shown = new TreeSet<>();
        used.forEach(u -> shown.addAll(fieldsIn(u)));
        List<Set<String>> keys = new ArrayList<>();
        Set<String> inner = new LinkedHashSet<>();
        for (KqlPart part : table.parts()) {
            Set<String> needed = needs(part, shown);
            Optional<Set<String>> dimension = part.dimensions().stream()
                    .filter(d -> !needed.isEmpty() && d.containsAll(needed))
                    .findFirst();
            if (!part.dimensions().isEmpty() && dimension.isEmpty()) {
                return Optional.empty();
            }
            keys.add(dimension.orElse(Set.of()));
            dimension.ifPresent(d -> conditions.stream()
                    .filter(c -> !d.containsAll(needs(part, fieldsIn(c))))
                    .forEach(inner::add));
        }
        if (keys.stream().allMatch(Set::isEmpty)) {
            return Optional.empty();
        }
        conditions.removeAll(inner);
        conditions.forEach(c -> shown.addAll(fieldsIn(c)));
        List<String> legs = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            legs.add(grouped(table.parts().get(i), keys.get(i), inner));
        }
        List<String> named = new ArrayList<>(List.of(weight()));
        shown.forEach(i -> named.add(fields.get(i) + " AS c_" + i));
        String groups = "(" + SqlWriter.indented(String.join("\nUNION ALL\n", legs)) + ") AS " + table.from();
        return Optional.of("(" + SqlWriter.indented("SELECT " + String.join(", ", named) + "\nFROM "
                + joined(groups, named, s -> s)) + ") AS " + table.from());
    }

    private String grouped(KqlPart part, Set<String> keys, Set<String> conditions) {
        String row = table.from();
        List<String> base = new ArrayList<>();
        List<String> by = new ArrayList<>();
        for (String column : baseColumns()) {
            boolean isKept = keys.isEmpty() || keys.contains(column);
            base.add(isKept ? row + "." + column : constant(part, column) + " AS " + column);
            if (isKept) {
                by.add(row + "." + column);
            }
        }
        Set<Integer> asked = new TreeSet<>();
        conditions.forEach(c -> asked.addAll(fieldsIn(c)));
        List<String> inside = new ArrayList<>();
        baseColumns().forEach(c -> inside.add(part.columns().get(c) + " AS " + c));
        asked.forEach(i -> inside.add(within(part, fields.get(i)) + " AS c_" + i));
        return "SELECT " + String.join(", ", base) + ", " + (keys.isEmpty() ? "1" : "count(*)") + " AS n\nFROM ("
                + SqlWriter.indented(select(part, inside)) + ") AS " + row
                + (conditions.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", conditions))
                + (keys.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", by));
    }

    /** What a column is in all rows of a part, where that is the same; nobody asks for it where it is not. */
    private static String constant(KqlPart part, String column) {
        return isConstant(part, column) ? part.columns().get(column) : "NULL";
    }

    private static boolean isConstant(KqlPart part, String column) {
        return part.columns().getOrDefault(column, "").indexOf('.') < 0;
    }

    /** The base columns of a part that fields hang on, through what they are joined by too. */
    private Set<String> needs(KqlPart part, Collection<Integer> of) {
        Set<String> needed = new TreeSet<>();
        for (int field : of) {
            needed.addAll(baseIn(part, fields.get(field)));
            for (KqlJoin join : table.joins()) {
                if (join.isReadBy(fields.get(field))) {
                    needed.addAll(baseIn(part, join.sql()));
                }
            }
        }
        return needed;
    }

    private Set<String> baseIn(KqlPart part, String sql) {
        return base.matcher(sql)
                .results()
                .map(found -> found.group(1))
                .filter(column -> !isConstant(part, column))
                .collect(Collectors.toSet());
    }

    private Set<Integer> fieldsIn(String sql) {
        return field.matcher(sql)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .filter(i -> i < fields.size())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> baseColumns() {
        return List.copyOf(table.parts().getFirst().columns().keySet());
    }

    private String union(boolean withBase) {
        return table.parts().stream()
                .map(p -> part(p, withBase))
                .collect(Collectors.joining("\nUNION ALL\n", "(\n  ", ") AS " + table.from()))
                .replace("\n", "\n  ");
    }

    private String part(KqlPart part, boolean withBase) {
        List<String> shown = new ArrayList<>();
        if (withBase) {
            baseColumns().forEach(c -> shown.add(part.columns().get(c) + " AS " + c));
        }
        shown.addAll(named(fields.stream().map(f -> within(part, f)).toList()));
        return select(part, shown);
    }

    private String select(KqlPart part, List<String> shown) {
        return "SELECT " + (shown.isEmpty() ? "1 AS \"_\"" : String.join(", ", shown)) + "\nFROM "
                + joined(part.from(), shown, s -> within(part, s)) + "\nWHERE " + part.where();
    }

    private static List<String> named(List<String> expressions) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            named.add(expressions.get(i) + " AS c_" + i);
        }
        return named;
    }

    private String joined(String from, List<String> shown, UnaryOperator<String> in) {
        StringBuilder out = new StringBuilder(from);
        for (KqlJoin join : table.joins()) {
            if (shown.stream().anyMatch(join::isReadBy)) {
                out.append('\n').append(in.apply(join.sql()));
            }
        }
        return out.toString();
    }

    /** An expression over the table's rows as one over a part's. */
    private String within(KqlPart part, String expression) {
        return base.matcher(expression)
                .replaceAll(
                        found -> Matcher.quoteReplacement(part.columns().getOrDefault(found.group(1), found.group())));
    }
}
