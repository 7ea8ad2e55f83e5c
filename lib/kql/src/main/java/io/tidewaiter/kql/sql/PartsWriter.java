package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.List;
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

    PartsWriter(KqlTable table, List<Field> fields) {
        this.table = table;
        this.fields = fields.stream().map(Field::sql).toList();
        this.base = Pattern.compile("\\b" + Pattern.quote(table.from()) + "\\.(\\w+)");
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
        if (shown.isEmpty()) {
            shown.add("1 AS \"_\"");
        }
        return "SELECT " + String.join(", ", shown) + "\nFROM " + joined(part.from(), shown, s -> within(part, s))
                + "\nWHERE " + part.where();
    }

    private static List<String> named(List<String> expressions) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            named.add(expressions.get(i) + " AS c_" + i);
        }
        return named;
    }

    private String joined(String from, List<String> shown, java.util.function.UnaryOperator<String> in) {
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
