package io.tidewaiter.kql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.KqlFunctions;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlIdentity;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlSchema;
import io.tidewaiter.kql.schema.KqlTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table in parts answers what the same rows in one table answer. {@code -Dkql.seed} repeats a run. */
class PartsTest {
    private static final List<String> CONDITIONS = List.of(
            "said == 'b'",
            "said in ('a', 'c') or isempty(said)",
            "digest endswith '1'",
            "score > 3",
            "isnull(score)",
            "since >= 5",
            "when < datetime(1970-01-01 15:00:00)",
            "bin(when, 1d) == datetime(1970-01-01)",
            "kind == 'fact'",
            "kind != 'item' and score < 8",
            "id contains 'r1'",
            "props.said == 'a'",
            "tolower(said) != 'd' and since % 2 == 0");
    private static final List<String> AGGREGATES = List.of(
            "count()",
            "countif(score > 3)",
            "dcount(digest)",
            "dcount(said)",
            "dcountif(digest, since > 4)",
            "count_distinct(digest)",
            "min(since)",
            "max(when)",
            "countif(bin(when, 6h) > datetime(1970-01-01 05:00:00))",
            "dcount(startofday(when))",
            "max(score)",
            "min(score)",
            "sum(score)",
            "avg(since)",
            "max(digest)",
            "min(said)",
            "arg_max(ord, said)",
            "make_set(said)");
    private static final List<String> KEYS = List.of(
            "said",
            "digest",
            "kind",
            "registry",
            "since",
            "bin(since, 3)",
            "bin(when, 12h)",
            "startofday(when)",
            "startofday(when, 1)",
            "format_datetime(bin(when, 6h), 'HH')",
            "hourofday(when)",
            "tostring(props.said)",
            "toupper(said)",
            "score",
            "isnull(score)");

    private final long seed = Long.getLong("kql.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        System.out.println("seed " + seed);
        connection = DriverManager.getConnection("jdbc:duckdb:");
        KqlFunctions.install(connection);
        try (Statement sql = connection.createStatement()) {
            sql.execute(
                    "CREATE TABLE item AS SELECT i::INTEGER AS no, '/item/' || i AS id, ['a', '', 'd'][1 + i % 3] AS said"
                            + " FROM range(1, 8) t(i)");
            sql.execute("CREATE TABLE words (no INTEGER, said VARCHAR, score DOUBLE, lo VARCHAR, lo_rank INTEGER)");
            for (int i = 0; i < 9; i++) {
                sql.execute("INSERT INTO words VALUES (" + i + ", "
                        + List.of("'a'", "'b'", "'c'", "NULL").get(i % 4) + ", "
                        + (i % 3 == 0 ? "NULL" : Integer.toString(i)) + ", '" + (char) ('z' - i) + "', " + -i + ")");
            }
            sql.execute("CREATE TABLE spot (no INTEGER, digest VARCHAR, registry VARCHAR, hi_rank INTEGER)");
            for (int i = 0; i < 6; i++) {
                sql.execute("INSERT INTO spot VALUES (" + i + ", 'sha:" + i % 4 + "', 'r" + i + "', " + i + ")");
            }
            sql.execute(
                    "CREATE TABLE fact AS SELECT (i % 6)::INTEGER AS place, ((i * i + i // 6) % 9)::INTEGER AS word,"
                            + " (i % 6 % 4)::INTEGER AS image, (i % 11)::BIGINT AS since FROM range(40) t(i)");
            sql.execute("DELETE FROM fact WHERE rowid NOT IN (SELECT min(rowid) FROM fact GROUP BY place, word)");
            sql.execute("DELETE FROM fact WHERE place IN (2, 3) AND word > 3");
            sql.execute("ALTER TABLE fact ADD COLUMN alone BOOLEAN");
            sql.execute("""
                    UPDATE fact SET alone = word <> 1 AND 1 = (
                        SELECT count(*) FROM fact o JOIN words v ON v.no = o.word
                        WHERE o.image = fact.image AND coalesce(v.said, '') = (
                            SELECT coalesce(w.said, '') FROM words w WHERE w.no = fact.word))
                    """);
            sql.execute("""
                    CREATE TABLE whole AS
                    SELECT -i.no::BIGINT AS ord, i.id, 'item' AS kind, i.said, NULL::DOUBLE AS score, '' AS digest,
                        '' AS registry, 0::BIGINT AS since FROM item i
                    UNION ALL
                    SELECT f.place::BIGINT * 100 + f.word, s.registry || '/' || w.lo, 'fact', w.said, w.score, s.digest,
                        s.registry, f.since
                    FROM fact f JOIN words w ON w.no = f.word JOIN spot s ON s.no = f.place
                    """);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whateverIsAskedTheAnswerIsThatOfOneTable() throws SQLException {
        for (int i = 0; i < 300; i++) {
            String query = query();
            List<String> parts = rows(query, parted(), 0, 1000);
            List<String> whole = rows(query, whole(), 0, 1000);
            boolean isOrdered = query.contains("order by id");
            if (!isOrdered) {
                parts.sort(null);
                whole.sort(null);
            }
            assertThat(parts).as("seed %d: %s", seed, query).isEqualTo(whole);
        }
    }

    @Test
    void pagesTogetherAreAllRowsOnce() throws SQLException {
        for (String query : List.of("T", "T | where said == 'b'", "T | order by id desc", "T | order by said asc")) {
            List<String> all = rows(query, parted(), 0, 1000);
            List<String> paged = new ArrayList<>();
            for (int skip = 0; skip < all.size() + 7; skip += 7) {
                paged.addAll(rows(query, parted(), skip, 7));
            }
            assertThat(paged).as(query).isEqualTo(all);
        }
    }

    @Test
    void anyRowsWillDoWhereNoOrderIsAsked() throws SQLException {
        List<String> all = rows("T", whole(), 0, 1000);
        assertThat(rows("T | take 9", parted(), 0, 1000))
                .hasSize(9)
                .doesNotHaveDuplicates()
                .isSubsetOf(all);
        assertThat(rows("T | take 9 | where kind == 'nothing' | count", parted(), 0, 1000))
                .containsExactly("0");
        assertThat(rows("T | take 9 | summarize count()", parted(), 0, 1000)).containsExactly("9");
    }

    @Test
    void theRowsOfOneTextAreCountedBeforeTheTextIsRead() {
        String sql = sql("T | where score > 3 | summarize count() by said", parted(), 0, 10);
        assertThat(sql).contains("GROUP BY t.word").contains("sum(t.n)");
        assertThat(sql("T | summarize count() by said, digest", parted(), 0, 10))
                .doesNotContain("sum(t.n)");
        assertThat(sql("T | summarize avg(score) by said", parted(), 0, 10)).doesNotContain("t.n");
        assertThat(sql("T | where digest != '' | summarize count() by said", parted(), 0, 10))
                .as("a condition on something else is asked of the rows")
                .contains("GROUP BY t.word");
        assertThat(sql("T | order by id | take 3", parted(), 0, 10)).contains("ORDER BY t.r_");
    }

    @Test
    void leastAndGreatestAreAskedOfGroupsOfRows() {
        for (String aggregate : List.of("min(score)", "max(score)", "min(said)", "max(said)", "dcount(said)")) {
            assertThat(sql("T | summarize count(), " + aggregate + " by said", parted(), 0, 10))
                    .as(aggregate)
                    .contains("sum(t.n)");
        }
    }

    @Test
    void whatHasANumberInItsPlaceIsCountedByThatAloneAndNotRead() {
        assertThat(sql("T | summarize dcount(digest) by said", parted(), 0, 10))
                .contains("count(DISTINCT t.e_")
                .doesNotContain("hash(")
                .doesNotContain("s.digest");
        assertThat(sql("T | summarize dcountif(digest, score > 3) by said", parted(), 0, 10))
                .doesNotContain("hash(")
                .doesNotContain("NOT NULL");
        assertThat(sql("T | summarize dcount(since)", parted(), 0, 10)).doesNotContain("hash(");
        assertThat(sql("T | summarize dcount(tolower(digest)) by said", parted(), 0, 10))
                .as("a text without a number")
                .contains("hash(");
        assertThat(sql("T | where digest != 'x' | summarize dcount(digest) by said", parted(), 0, 10))
                .contains("s.digest");
    }

    @Test
    void rowsThatAreTheOnlyOnesAreCountedAsTheyAre() throws SQLException {
        assertThat(sql("T | summarize dcount(digest) by said", parted(), 0, 10))
                .contains("count(t.e_")
                .contains("FILTER (WHERE t.s_")
                .contains("FILTER (WHERE NOT t.s_");
        assertThat(sql("T | summarize dcountif(digest, score > 3) by kind, word = said", parted(), 0, 10))
                .as("a group is smaller by other keys and by conditions")
                .contains("FILTER (WHERE t.s_");
        for (String query : List.of(
                "T | summarize dcount(digest) by kind",
                "T | summarize dcount(digest) by tolower(said)",
                "T | take 9 | summarize dcount(digest) by said",
                "T | join kind=inner (T | project said) on said | summarize dcount(digest) by said",
                "T | mv-expand a = range(1, 2) | summarize dcount(digest) by said",
                "T | summarize dcount(registry) by said")) {
            assertThat(sql(query, parted(), 0, 10)).as(query).doesNotContain("t.s_");
        }
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FILTER (WHERE alone), count(*) FROM fact")) {
            row.next();
            assertThat(row.getInt(1)).isBetween(3, row.getInt(2) - 3);
        }
    }

    @Test
    void whatIsAskedByTheDayIsCountedByTheDayFirst() {
        assertThat(sql("T | summarize count() by said, bin(when, 1d)", parted(), 0, 10))
                .contains("sum(t.n)")
                .contains("min(t.since) AS since")
                .contains("GROUP BY (t.c_")
                .contains(", t.word");
        assertThat(sql("T | summarize count() by said, bin(when, 1s)", parted(), 0, 10))
                .as("as many as rows, perhaps")
                .doesNotContain("sum(t.n)");
        assertThat(sql("T | summarize count(), max(when) by said, bin(when, 1d)", parted(), 0, 10))
                .doesNotContain("sum(t.n)");
    }

    @Test
    void whatIsLeftToChanceIsAskedOfEveryRow() {
        for (String query : List.of(
                "T | where rand() < 0.3 | summarize count() by said",
                "T | summarize countif(rand() < 0.1) by said",
                "T | summarize count() by said, b = rand(10)",
                "T | summarize dcount(new_guid()) by said")) {
            String sql = sql(query, parted(), 0, 10);
            String outer = sql.contains("sum(t.n)") ? sql.substring(sql.lastIndexOf(") AS t")) : "";
            assertThat(outer).as(sql).doesNotContain("random()").doesNotContain("uuid()");
        }
        assertThat(sql("T | summarize countif(rand() < 0.1) by said", parted(), 0, 10))
                .doesNotContain("sum(t.n)");
    }

    private String query() {
        StringBuilder query = new StringBuilder("T");
        for (int i = random.nextInt(3); i > 0; i--) {
            query.append(" | where ").append(one(CONDITIONS));
        }
        if (random.nextInt(4) == 0) {
            query.append(" | extend said = strcat(said, '!')");
        }
        switch (random.nextInt(5)) {
            case 0 -> query.append(" | distinct ").append(one(KEYS.subList(0, 5)));
            case 1 ->
                query.append(" | order by id asc | take ")
                        .append(1 + random.nextInt(20))
                        .append(" | project id, said");
            case 2 -> query.append(" | order by id desc");
            default -> {
                query.append(" | summarize ")
                        .append(one(AGGREGATES))
                        .append(", ")
                        .append(one(AGGREGATES));
                for (int i = random.nextInt(3), first = i; i > 0; i--) {
                    query.append(i == first ? " by k" : ", k")
                            .append(i)
                            .append(" = ")
                            .append(one(KEYS));
                }
            }
        }
        return query.toString();
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String sql(String query, KqlSchema schema, long skip, long rows) {
        Compilation compiled = Kql.compile(query, schema, KqlOptions.at(Instant.EPOCH));
        assertThat(compiled).as(query).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compiled).translation().sqlOfPage(skip, rows);
    }

    private List<String> rows(String query, KqlSchema schema, long skip, long rows) throws SQLException {
        List<String> out = new ArrayList<>();
        String sql = sql(query, schema, skip, rows);
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getObject(i)));
                }
                out.add(String.join(" | ", sorted(row)));
            }
        } catch (SQLException e) {
            throw new SQLException(query + "\n" + sql, e);
        }
        return out;
    }

    /** The members of a set have no order. */
    private static List<String> sorted(List<String> row) {
        row.replaceAll(value ->
                value.startsWith("[") ? value.chars().sorted().boxed().toList().toString() : value);
        return row;
    }

    private static KqlSchema whole() {
        List<KqlColumn> columns = columns("ord", "kind", "id", "said", "score", "digest", "registry", "since", "", "");
        return new KqlSchema(List.of(new KqlTable("T", "whole", columns, "ord")), "T");
    }

    private static KqlSchema parted() {
        Map<String, String> item = Map.of(
                "ord",
                "-i.no::BIGINT",
                "is_item",
                "TRUE",
                "word",
                "NULL::INTEGER",
                "place",
                "NULL::INTEGER",
                "image",
                "-1",
                "since",
                "0::BIGINT",
                "alone",
                "FALSE",
                "id",
                "i.id",
                "said",
                "i.said");
        Map<String, String> fact = Map.of(
                "ord",
                "f.place::BIGINT * 100 + f.word",
                "is_item",
                "FALSE",
                "word",
                "f.word",
                "place",
                "f.place",
                "image",
                "f.image",
                "since",
                "f.since",
                "alone",
                "f.alone",
                "id",
                "NULL::VARCHAR",
                "said",
                "NULL::VARCHAR");
        List<KqlColumn> columns = columns(
                "t.ord",
                either("'item'", "'fact'"),
                either("t.id", "s.registry || '/' || w.lo"),
                either("t.said", "w.said"),
                either("NULL", "w.score"),
                either("''", "s.digest"),
                either("''", "s.registry"),
                "t.since",
                "t.image",
                "t.alone");
        return new KqlSchema(
                List.of(new KqlTable(
                        "T",
                        "t",
                        columns,
                        "t.ord",
                        List.of(
                                new KqlJoin("w", "LEFT JOIN words w ON w.no = t.word"),
                                new KqlJoin("s", "LEFT JOIN spot s ON s.no = t.place")),
                        List.of(
                                new KqlPart(item, "item i", "TRUE"),
                                new KqlPart(
                                        fact,
                                        "fact f",
                                        "TRUE",
                                        List.of(Set.of("word"), Set.of("place", "image")),
                                        Map.of("id", List.of("s.hi_rank", "w.lo_rank")))))),
                "T");
    }

    private static String either(String item, String fact) {
        return "CASE WHEN t.is_item THEN " + item + " ELSE " + fact + " END";
    }

    private static List<KqlColumn> columns(String... sql) {
        return List.of(
                KqlColumn.of("ord", KqlType.LONG, sql[0]),
                KqlColumn.of("kind", KqlType.STRING, sql[1]),
                KqlColumn.of("id", KqlType.STRING, sql[2]),
                KqlColumn.of("said", KqlType.STRING, "coalesce(" + sql[3] + ", '')"),
                KqlColumn.of("score", KqlType.REAL, sql[4]),
                new KqlColumn(
                        "digest", KqlType.STRING, sql[5], List.of(), false, new KqlIdentity(sql[8], "said", sql[9])),
                KqlColumn.of("registry", KqlType.STRING, sql[6]),
                KqlColumn.of("since", KqlType.LONG, sql[7]),
                KqlColumn.of("when", KqlType.DATETIME, "(" + sql[7] + " * 90000000000 + 621355968000000000)"),
                new KqlColumn(
                        "props",
                        KqlType.DYNAMIC,
                        "json_object('said', " + sql[3] + ")",
                        List.of(new KqlPath(List.of("said"), KqlType.STRING, sql[3])),
                        false));
    }
}
