package io.tidewaiter.graph.table;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlIdentity;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the columns of a table; the row is {@code t} in every expression. */
final class Columns {
    /** What the rows of {@code finding} are few by: what they say, and where. */
    private static final List<Set<String>> DIMENSIONS = List.of(Set.of("detail"), Set.of("place", "image", "registry"));

    /** Numbers that order rows as texts do that are long to put together. */
    private static final Map<String, List<String>> RANKS = Map.of(
            "id", List.of("registry_.id_rank", "spot_.hi_rank", "detail_.lo_rank"),
            "name", List.of("spot_.hi_rank", "detail_.lo_rank"));

    /** Ticks of 100 ns from year 1 to 1970. */
    private static final String TO_1970 = "621355968000000000";

    /** The text of a finding, read where a column of {@link #detail} is asked for. */
    private static final KqlJoin DETAIL = new KqlJoin("detail_", "LEFT JOIN detail detail_ ON detail_.no = t.detail");

    /** Where an image lies. */
    private static final KqlJoin SPOT = new KqlJoin("spot_", "LEFT JOIN spot spot_ ON spot_.no = t.place");

    private static final KqlJoin REGISTRY =
            new KqlJoin("registry_", "LEFT JOIN registry registry_ ON registry_.no = t.registry");

    static final String FINDING_NAME = "spot_.hi || detail_.lo";

    private final List<KqlColumn> columns = new ArrayList<>();

    /** The columns of {@code finding}, whose row is {@code f}, by which a table calls them. */
    static Map<String, String> ofFinding() {
        Map<String, String> base = new LinkedHashMap<>();
        base.put("ord", "f.place::BIGINT * 4294967296 + (f.detail::BIGINT + 2147483648)");
        for (String column : List.of("detail", "place", "image", "registry", "first_seen")) {
            base.put(column, "f." + column);
        }
        return base;
    }

    /** Facts as rows of a table. */
    static KqlPart findings(Map<String, String> base, String where) {
        return new KqlPart(base, "finding f", where, DIMENSIONS, RANKS);
    }

    /** All that the rows of {@code finding} name by number. */
    static List<KqlJoin> findingJoins(Moment moment) {
        return List.of(DETAIL, placeAt(moment), SPOT, REGISTRY);
    }

    /** Milliseconds since 1970 as the language counts time. */
    static String ticks(String millis) {
        return "((" + millis + ") * 10000 + " + TO_1970 + ")";
    }

    /** A time as REST writes it. */
    static String iso(String millis) {
        return "strftime(make_timestamp((" + millis + ") * 1000), '%Y-%m-%dT%H:%M:%S.%f') || '0Z'";
    }

    /** The place of a finding, read where a column of {@link #place} is asked for. */
    private static KqlJoin placeAt(Moment moment) {
        return new KqlJoin("place_", "LEFT JOIN place place_ ON place_.no = t.place AND " + moment.holds("place_"));
    }

    /** An expression over {@code d}, a row of {@code detail}. */
    static String detail(String expression) {
        return "(" + expression.replaceAll("\\bd\\.", "detail_.") + ")";
    }

    /** An expression over {@code p}, a row of {@code place}. */
    static String place(String expression) {
        return "(" + expression.replaceAll("\\bp\\.", "place_.") + ")";
    }

    Columns text(String name, String sql) {
        return add(name, KqlType.STRING, "coalesce(" + sql + ", '')");
    }

    /** A text that is never missing. */
    Columns known(String name, String sql) {
        return add(name, KqlType.STRING, sql);
    }

    /** A text that is never missing, and a number that is the same where it is. */
    Columns known(String name, String sql, KqlIdentity identity) {
        columns.add(new KqlColumn(name, KqlType.STRING, sql, List.of(), false, identity));
        return this;
    }

    Columns number(String name, String sql) {
        return add(name, KqlType.LONG, "CAST(" + sql + " AS BIGINT)");
    }

    Columns real(String name, String sql) {
        return add(name, KqlType.REAL, sql);
    }

    Columns flag(String name, String sql) {
        return add(name, KqlType.BOOL, sql);
    }

    Columns time(String name, String millis) {
        return add(name, KqlType.DATETIME, ticks(millis));
    }

    Columns json(String name, String sql) {
        return add(name, KqlType.DYNAMIC, "CAST(" + sql + " AS JSON)");
    }

    Columns json(String name, String sql, List<KqlPath> paths) {
        columns.add(new KqlColumn(name, KqlType.DYNAMIC, "CAST(" + sql + " AS JSON)", paths, false));
        return this;
    }

    /** A column that only queries see that name it. */
    Columns hidden(String name, KqlType type, String sql) {
        columns.add(new KqlColumn(name, type, sql, List.of(), true));
        return this;
    }

    /** The columns that hold nothing here; the last three are seen only by queries that name them, as in Azure. */
    Columns empty() {
        return json("zones", "NULL")
                .json("extendedLocation", "NULL")
                .hidden("apiVersion", KqlType.STRING, "''")
                .hidden("systemData", KqlType.DYNAMIC, "CAST(NULL AS JSON)")
                .hidden("aliases", KqlType.DYNAMIC, "CAST(NULL AS JSON)");
    }

    private Columns add(String name, KqlType type, String sql) {
        columns.add(KqlColumn.of(name, type, whole(sql)));
        return this;
    }

    /** An expression that may stand as an operand. */
    private static String whole(String sql) {
        return sql.matches("[\\w.]+") ? sql : "(" + sql + ")";
    }

    List<KqlColumn> all() {
        return columns;
    }

    /** A place inside a dynamic column. */
    static KqlPath path(KqlType type, String sql, String... keys) {
        return new KqlPath(Arrays.asList(keys), type, whole(sql));
    }
}
