package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.schema.KqlIdentity;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a table in parts as a source of SQL. Field {@code n} of a scan is its column {@code c_n}, {@code e_n} the
 * number that stands for it where it has one, and {@code s_n} whether a row is the only one with that.
 *
 * <pre>
 * (SELECT i.name AS c_0 FROM item i WHERE …
 *  UNION ALL
 *  SELECT d.name AS c_0 FROM finding f LEFT JOIN detail d ON d.no = f.detail WHERE …) AS t
 * </pre>
 */
final class PartsWriter {
    private static final Pattern SORTED = Pattern.compile("(\\w+\\.\\w+)( .*)?");

    /** What is another value each time that it is asked for; in a literal it does no harm. */
    private static final Pattern CHANCE = Pattern.compile("\\b(?:random|uuid)\\(\\)");

    /** The ticks of an hour: bins of times that are as long or longer are few. */
    private static final long HOUR = 36_000_000_000L;

    private final KqlTable table;
    private final String row;

    /** What each column is over the table's rows. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Which column of the table a column is, where it is a whole one. */
    private final Map<String, String> whole = new HashMap<>();

    /** By the name of which other column a row may be the only one, where it is told of a field. */
    private final Map<String, String> soleBy = new HashMap<>();

    private final Pattern column;

    /** What times are rounded down to: {@code bin}, {@code startofday}. */
    private final Pattern bin;

    PartsWriter(KqlTable table, List<Field> scanned) {
        this.table = table;
        this.row = table.from();
        this.column = Pattern.compile("\\b" + Pattern.quote(row) + "\\.(\\w+)");
        this.bin = Pattern.compile("(?<=\\()(" + Pattern.quote(row)
                + "\\.(\\w+)) - \\1 % (?:CAST\\()?(\\d+)(?: AS BIGINT\\))?(?=\\)| \\+ )");
        for (int i = 0; i < scanned.size(); i++) {
            Field field = scanned.get(i);
            fields.put("c_" + i, field.sql());
            if (field.path().isEmpty()) {
                whole.put("c_" + i, field.column().name());
                KqlIdentity identity = field.column().identity();
                if (!identity.sql().isEmpty()) {
                    fields.put("e_" + i, identity.sql());
                }
                if (!identity.sole().isEmpty()) {
                    fields.put("s_" + i, identity.sole());
                    soleBy.put("s_" + i, identity.by());
                }
            }
        }
    }

    /** What a field is called. */
    String column(int field) {
        return row + ".c_" + field;
    }

    /** What may be counted in the place of an expression. */
    String identity(String expression) {
        String other = expression.replace(row + ".c_", row + ".e_");
        return fields.containsKey(other.substring(other.indexOf('.') + 1))
                        && SORTED.matcher(expression).matches()
                ? other
                : expression;
    }

    /**
     * What holds in rows that no other has the same number under the same keys as.
     *
     * @param identity the number, as {@link #identity} gives it
     * @param keys of the groups in which numbers are counted
     * @return empty where that is not known
     */
    Optional<String> sole(String identity, Collection<String> keys) {
        String sole = identity.replace(row + ".e_", row + ".s_");
        String by = soleBy.get(sole.substring(sole.indexOf('.') + 1));
        return keys.stream()
                        .anyMatch(key -> whole.getOrDefault(key.replace(row + ".", ""), "")
                                .equals(by))
                ? Optional.of(sole)
                : Optional.empty();
    }

    /** How many rows a row of {@link #grouped} stands for. */
    String weight() {
        return row + ".n";
    }

    /** All rows, each field worked out within its part. */
    String all() {
        return all(fields.keySet());
    }

    /** All rows with those fields only that the rest of a statement names: the others may cost a join. */
    String readBy(String rest) {
        return all(fieldsIn(List.of(rest)));
    }

    private String all(Set<String> of) {
        return source(table.parts().stream().map(p -> select(p, named(p, of))));
    }

    /**
     * The rows that a limit takes, each field worked out of those only. Each part finds as many as could be among them.
     *
     * @param conditions on rows
     * @param order keys of {@code ORDER BY}; empty where any rows will do
     */
    String chosen(List<String> conditions, List<String> order, SqlWriter.Part limit) {
        long most = limit.skip() + limit.rows();
        String legs = source(table.parts().stream().map(p -> "(" + chosen(p, conditions, order, most) + ")"));
        String some = select(keys(), shown(legs, with(keys(), named(fieldsIn(order)))))
                + clause("\nORDER BY ", order, ", ") + "\nLIMIT " + limit.sql();
        return shown(source(Stream.of(some)), with(keys(), named(fields.keySet())));
    }

    private String chosen(KqlPart part, List<String> conditions, List<String> order, long rows) {
        List<String> inside = base(part);
        Set<String> asked = fieldsIn(conditions);
        List<String> by = new ArrayList<>();
        for (String key : order) {
            List<String> ranked = ranked(part, key, inside);
            if (ranked.isEmpty()) {
                asked.addAll(fieldsIn(List.of(key)));
                by.add(key);
            }
            by.addAll(ranked);
        }
        inside.addAll(named(part, asked));
        return select(keys(), source(Stream.of(select(part, inside)))) + clause("\nWHERE ", conditions, " AND ")
                + clause("\nORDER BY ", by, ", ") + "\nLIMIT " + rows;
    }

    /** Keys in the place of one that is a column with ranks; what they read is added to what is inside. */
    private List<String> ranked(KqlPart part, String key, List<String> inside) {
        Matcher plain = SORTED.matcher(key);
        if (!plain.matches()) {
            return List.of();
        }
        String name = whole.getOrDefault(plain.group(1).substring(row.length() + 1), "");
        List<String> keys = new ArrayList<>();
        for (String rank : part.ranks().getOrDefault(name, List.of())) {
            String called = "r_" + inside.size();
            inside.add(within(part, rank) + " AS " + called);
            keys.add(row + "." + called + (plain.group(2) == null ? "" : plain.group(2)));
        }
        return keys;
    }

    /**
     * The rows in groups: rows that are the same in all that an aggregate looks at are one. A time that is only looked at
     * rounded down is some time of its bin.
     *
     * @param used what the aggregate looks at: expressions over fields
     * @param conditions on rows; those that could not be asked of a group are taken, the others are left
     * @return empty where the groups would be about as many as the rows, or rows that are the same are told apart by chance
     */
    Optional<String> grouped(Collection<String> used, List<String> conditions) {
        if (used.stream().anyMatch(u -> CHANCE.matcher(u).find())) {
            return Optional.empty();
        }
        Set<String> bins = new TreeSet<>();
        Set<String> shown =
                fieldsIn(used.stream().map(u -> withoutBins(u, bins)).toList());
        Set<String> inner = new LinkedHashSet<>();
        boolean isAny = false;
        for (KqlPart part : table.parts()) {
            Set<String> needed = needs(part, shown);
            Optional<Set<String>> dimension = part.dimensions().stream()
                    .filter(d -> !needed.isEmpty() && d.containsAll(needed))
                    .findFirst();
            if (!part.dimensions().isEmpty() && dimension.isEmpty()) {
                return Optional.empty();
            }
            isAny |= dimension.isPresent();
            dimension.ifPresent(d -> conditions.stream()
                    .filter(c -> CHANCE.matcher(c).find() || !d.containsAll(needs(part, fieldsIn(List.of(c)))))
                    .forEach(inner::add));
        }
        if (!isAny) {
            return Optional.empty();
        }
        conditions.removeAll(inner);
        shown.addAll(fieldsIn(conditions));
        String legs = source(table.parts().stream()
                .map(p -> p.dimensions().isEmpty()
                        ? grouped(p, Set.of(), inner, Set.of())
                        : grouped(p, needs(p, shown), inner, bins)));
        shown.addAll(fieldsIn(bins));
        return Optional.of(shown(legs, with(List.of(weight()), named(shown))));
    }

    /** An expression without the bins of times that a base column tells by itself, which are added to those. */
    private String withoutBins(String expression, Set<String> bins) {
        return bin.matcher(expression).replaceAll(found -> {
            boolean isFew =
                    found.group(3).length() < Long.toString(Long.MAX_VALUE).length()
                            && Long.parseLong(found.group(3)) >= HOUR;
            if (!isFew || !isOfOneColumn(found.group(2))) {
                return Matcher.quoteReplacement(found.group());
            }
            bins.add(found.group());
            return "";
        });
    }

    private boolean isOfOneColumn(String field) {
        String sql = fields.getOrDefault(field, "");
        return columnsIn(sql).distinct().count() == 1 && table.joins().stream().noneMatch(join -> join.isReadBy(sql));
    }

    /** @param bins over the part's rows, by which they are grouped too */
    private String grouped(KqlPart part, Set<String> keys, Set<String> conditions, Set<String> bins) {
        List<String> shown = new ArrayList<>();
        List<String> by = new ArrayList<>();
        bins.forEach(b -> by.add("(" + b + ")"));
        Set<String> binned = needs(part, fieldsIn(bins));
        for (String name : names()) {
            String key = row + "." + name;
            if (keys.isEmpty()) {
                shown.add(key);
            } else if (keys.contains(name)) {
                shown.add(key);
                by.add(key);
            } else if (binned.contains(name)) {
                shown.add("min(" + key + ") AS " + name);
            } else {
                shown.add(constant(part, name) + " AS " + name);
            }
        }
        shown.add((keys.isEmpty() ? "1" : "count(*)") + " AS n");
        Set<String> asked = fieldsIn(conditions);
        asked.addAll(fieldsIn(bins));
        List<String> inside = with(base(part), named(part, asked));
        return select(shown, source(Stream.of(select(part, inside))))
                + clause("\nWHERE ", conditions, " AND ")
                + clause("\nGROUP BY ", by, ", ");
    }

    /** What a column is in all rows of a part, where that is the same; nobody asks for it where it is not. */
    private static String constant(KqlPart part, String column) {
        return isConstant(part, column) ? part.columns().getOrDefault(column, "NULL") : "NULL";
    }

    private static boolean isConstant(KqlPart part, String column) {
        return part.columns().getOrDefault(column, "").indexOf('.') < 0;
    }

    /** The base columns of a part that fields hang on, through what they are joined by too. */
    private Set<String> needs(KqlPart part, Collection<String> of) {
        Set<String> needed = new TreeSet<>();
        for (String field : of) {
            String sql = fields.getOrDefault(field, "");
            needed.addAll(baseIn(part, sql));
            for (KqlJoin join : table.joins()) {
                if (join.isReadBy(sql)) {
                    needed.addAll(baseIn(part, join.sql()));
                }
            }
        }
        return needed;
    }

    private Set<String> baseIn(KqlPart part, String sql) {
        return columnsIn(sql).filter(c -> !isConstant(part, c)).collect(Collectors.toSet());
    }

    private Set<String> fieldsIn(Collection<String> expressions) {
        return expressions.stream()
                .flatMap(this::columnsIn)
                .filter(fields::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> columnsIn(String sql) {
        return column.matcher(sql).results().map(found -> found.group(1));
    }

    private Set<String> names() {
        return table.parts().getFirst().columns().keySet();
    }

    private List<String> keys() {
        return names().stream().map(name -> row + "." + name).toList();
    }

    private List<String> base(KqlPart part) {
        List<String> base = new ArrayList<>();
        names().forEach(name -> base.add(within(part, row + "." + name) + " AS " + name));
        return base;
    }

    private static List<String> with(List<String> first, List<String> then) {
        List<String> both = new ArrayList<>(first);
        both.addAll(then);
        return both;
    }

    /** Fields over the table's rows. */
    private List<String> named(Collection<String> of) {
        return of.stream().map(f -> fields.get(f) + " AS " + f).toList();
    }

    /** Fields over the rows of a part. */
    private List<String> named(KqlPart part, Collection<String> of) {
        return of.stream()
                .map(f -> within(part, fields.getOrDefault(f, "")) + " AS " + f)
                .toList();
    }

    private String select(KqlPart part, List<String> shown) {
        return select(shown, joined(part.from(), shown, s -> within(part, s))) + "\nWHERE " + part.where();
    }

    private static String select(List<String> shown, String from) {
        return "SELECT " + (shown.isEmpty() ? "1 AS \"_\"" : String.join(", ", shown)) + "\nFROM " + from;
    }

    /** Rows of the table with what is to be seen of them. */
    private String shown(String rows, List<String> shown) {
        return source(Stream.of(select(shown, joined(rows, shown, s -> s))));
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

    private String source(Stream<String> legs) {
        return "(" + SqlWriter.indented(legs.collect(Collectors.joining("\nUNION ALL\n"))) + ") AS " + row;
    }

    private static String clause(String keyword, Collection<String> parts, String separator) {
        return parts.isEmpty() ? "" : keyword + String.join(separator, parts);
    }

    /** An expression over the table's rows as one over a part's. */
    private String within(KqlPart part, String expression) {
        return column.matcher(expression)
                .replaceAll(found -> Matcher.quoteReplacement(
                        bracketed(part.columns().getOrDefault(found.group(1), found.group()))));
    }

    private static String bracketed(String expression) {
        return expression.indexOf(' ') < 0 ? expression : "(" + expression + ")";
    }
}
