package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.function.spec.Template;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.value.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values to SQL expressions, each of which stands in any place. */
final class ScalarWriter {
    private static final String LENIENT = "coalesce(nullif(json_extract($1, $2), 'null'), CASE WHEN"
            + " contains(lower(CAST($1 AS VARCHAR)), $3) THEN CAST(kql_path($1, $4) AS JSON) END)";

    /** As many bits as a real has; of the number of a row and a seed. */
    private static final String DRAWN_REAL = "(CAST(hash($1, $2) >> 11 AS DOUBLE) / 9007199254740992.0)";

    private static final String DRAWN_GUID = "regexp_replace(md5(concat($1, ':', $2)),"
            + " '^(.{8})(.{4}).(.{3}).(.{3})(.{12})$', '\\1-\\2-4\\3-a\\4-\\5')";

    private final Function<Plan, String> queries;

    /** @param queries writes a statement whose rows a value is compared with */
    ScalarWriter(Function<Plan, String> queries) {
        this.queries = queries;
    }

    /** The value, in its held form. */
    String value(Scalar scalar, Function<Slot, String> columns) {
        return switch (scalar) {
            case Scalar.Column(Slot slot) -> columns.apply(slot);
            case Scalar.Literal(KqlType type, Object value) -> SqlText.literal(type, value);
            case Scalar.TypeName(KqlType type) -> SqlText.string(type.keyword());
            case Scalar.Call(Resolved resolved, List<Scalar> arguments) -> resolved.sql(values(arguments, columns));
            case Scalar.Junction junction -> junction(junction, columns, false);
            case Scalar.Path(Scalar value, List<PathKey> keys, KqlType held) ->
                path(inHand(value, KqlType.DYNAMIC, columns), keys);
            case Scalar.Conversion(Scalar value, KqlType type) -> inHand(value, type, columns);
            case Scalar.Sql(String sql, List<Scalar> operands, KqlType type, KqlType held) ->
                Template.fill(sql, values(operands, columns));
            case Scalar.Draw draw -> drawn(draw, columns);
            case Scalar.Query(Plan plan, KqlType type) -> query(plan, type);
            case Scalar.Among among -> among(among, columns);
        };
    }

    /** The value where null and false are the same to the reader. */
    String predicate(Scalar scalar, Function<Slot, String> columns) {
        return switch (scalar) {
            case Scalar.Call(Resolved resolved, List<Scalar> arguments) ->
                resolved.predicate(values(arguments, columns));
            case Scalar.Junction junction -> junction(junction, columns, true);
            default -> value(scalar, columns);
        };
    }

    /** The value in the form of a type. */
    String inHand(Scalar value, KqlType type, Function<Slot, String> columns) {
        Argument argument = Scalar.argument(value);
        return Conversions.convert(argument, type, value(value, columns));
    }

    private List<String> values(List<Scalar> scalars, Function<Slot, String> columns) {
        return scalars.stream().map(s -> value(s, columns)).toList();
    }

    private String junction(Scalar.Junction junction, Function<Slot, String> columns, boolean isPredicate) {
        return junction.operands().stream()
                .map(o -> isPredicate ? predicate(o, columns) : value(o, columns))
                .collect(Collectors.joining(junction.isAnd() ? " AND " : " OR ", "(", ")"));
    }

    /**
     * A place in JSON. A key is looked up as it is spelled; where that finds nothing, and the text holds the last key in
     * some spelling, the place is looked for without regard to case, which costs a thousand times as much.
     */
    private static String path(String json, List<PathKey> keys) {
        String exact = SqlText.string(SqlText.path(keys));
        String last = keys.getLast() instanceof PathKey.Name(String name) ? name : "";
        boolean isWord = last.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                && last.chars().anyMatch(Character::isLetter);
        if (!isWord) {
            return Template.fill("nullif(json_extract($1, $2), 'null')", List.of(json, exact));
        }
        String steps = keys.stream()
                .map(k -> switch (k) {
                    case PathKey.Name(String name) -> new Json.Text(name).json();
                    case PathKey.Index(int index) -> Integer.toString(index);
                })
                .collect(Collectors.joining(",", "[", "]"));
        String spelled = SqlText.string('"' + last.toLowerCase(Locale.ROOT) + '"');
        return Template.fill(LENIENT, List.of(json, exact, spelled, SqlText.string(steps)));
    }

    private String drawn(Scalar.Draw draw, Function<Slot, String> columns) {
        boolean isReal = draw.type() == KqlType.REAL;
        if (draw.seed().isEmpty()) {
            return isReal ? "random()" : "CAST(uuid() AS VARCHAR)";
        }
        String row = draw.row().isEmpty() ? "0" : value(draw.row().getFirst(), columns);
        return Template.fill(
                isReal ? DRAWN_REAL : DRAWN_GUID,
                List.of(row, Integer.toString(draw.seed().getAsInt())));
    }

    private String query(Plan plan, KqlType type) {
        String sql = "(" + queries.apply(new Plan.Limit(plan, 0, 1)) + ")";
        return type == KqlType.STRING ? "coalesce(" + sql + ", '')" : sql;
    }

    private String among(Scalar.Among among, Function<Slot, String> columns) {
        String left = value(among.value(), columns);
        if (among.value().held() == KqlType.REAL) {
            left = Reals.orNull(left);
        }
        String rows = queries.apply(among.plan());
        if (among.ignoresCase()) {
            left = "lower(" + left + ")";
            rows = "SELECT lower(COLUMNS(*)) FROM (" + rows + ") AS k";
        }
        String in = "coalesce(" + left + " IN (" + rows + "), FALSE)";
        return among.isNegated() ? "(NOT " + in + ")" : in;
    }
}
