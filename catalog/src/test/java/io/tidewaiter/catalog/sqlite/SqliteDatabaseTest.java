package io.tidewaiter.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteDatabaseTest {
    private static String idAndText(Row row) {
        return row.integer("id") + " " + row.text("t", 1 << 20).length();
    }

    @TempDir
    Path folder;

    /** 300 rows of which many need overflow pages, deep enough for inner nodes. */
    private static String[] statements(String... first) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.add("CREATE TABLE p(id INTEGER PRIMARY KEY, t TEXT)");
        all.add("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
                + "INSERT INTO p SELECT i, substr(hex(zeroblob(2000)), 1, i * 13 % 3001) FROM n");
        return all.toArray(String[]::new);
    }

    private static List<String> expected() {
        return IntStream.rangeClosed(1, 300)
                .mapToObj(i -> i + " " + i * 13 % 3001)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 8192, 16384, 32768, 65536})
    void readsEveryPageSize(int bytes) {
        Rows rows = Rows.of(
                SqliteFiles.closed(folder, statements("PRAGMA page_size = " + bytes)),
                "p",
                SqliteDatabaseTest::idAndText);
        assertThat(rows.rows).isEqualTo(expected());
        assertThat(rows.lost).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
    void readsEveryEncoding(String encoding) {
        byte[] file = SqliteFiles.closed(
                folder,
                "PRAGMA encoding = '" + encoding + "'",
                "CREATE TABLE \"a, (b\"(x TEXT, \"t \"\" u\" TEXT)",
                "INSERT INTO \"a, (b\" VALUES ('no', 'grüße 漢')");
        assertThat(Rows.of(file, "A, (B", row -> row.text("T \" U", 100)).rows).containsExactly("grüße 漢");
    }

    @Test
    void readsEveryKindOfValue() {
        byte[] file = SqliteFiles.closed(
                folder,
                "CREATE TABLE /* (no, no) */ v(a, -- b,\n b BLOB CHECK (b <> ',('), [c c] REAL, PRIMARY KEY(a))",
                "INSERT INTO v VALUES (0, x'0102', 1.5), (1, '', 2), (-1, NULL, NULL), (-129, x'', 'x'), "
                        + "(40000, 1, 1), (-8388609, 1, 1), (2147483648, 1, 1), (281474976710656, 1, 1), "
                        + "(-9223372036854775808, 1, 1), ('text', 1, 1)");
        assertThat(Rows.of(
                                file,
                                "v",
                                row -> row.integer("a") + " "
                                        + row.blob("b").map(b -> b.length).orElse(-1) + " " + row.text("c c", 9))
                        .rows)
                .containsExactly(
                        "0 2 ",
                        "1 -1 ",
                        "-1 -1 ",
                        "-129 0 x",
                        "40000 -1 ",
                        "-8388609 -1 ",
                        "2147483648 -1 ",
                        "281474976710656 -1 ",
                        "-9223372036854775808 -1 ",
                        "0 -1 ");
    }

    @Test
    void knowsColumnsThatAreNotStoredAndColumnsThatCameLater() {
        byte[] file = SqliteFiles.closed(
                folder,
                "CREATE TABLE g(a, b AS (a * 2) VIRTUAL, c AS (a * 3) STORED, d)",
                "INSERT INTO g(a, d) VALUES (5, 7)",
                "ALTER TABLE g ADD COLUMN e DEFAULT 9");
        assertThat(Rows.of(
                                file,
                                "g",
                                row -> row.integer("a") + " " + row.integer("b") + " " + row.integer("c") + " "
                                        + row.integer("d") + " " + row.integer("e"))
                        .rows)
                .containsExactly("5 0 15 7 0");
    }

    @Test
    void refusesWhatIsNoPlainTableByName() {
        byte[] file = SqliteFiles.closed(
                folder,
                "CREATE TABLE w(a PRIMARY KEY, b) WITHOUT ROWID",
                "INSERT INTO w VALUES (1, 2)",
                "CREATE VIEW v AS SELECT 1 AS a",
                "CREATE VIRTUAL TABLE f USING fts4(a)",
                "CREATE TABLE t(a)",
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END");
        assertThat(Rows.of(file, "w", SqliteDatabaseTest::idAndText).lost)
                .singleElement()
                .asString()
                .contains("WITHOUT ROWID");
        assertThat(Rows.of(file, "v", SqliteDatabaseTest::idAndText).lost)
                .singleElement()
                .asString()
                .contains("but a view");
        assertThat(Rows.of(file, "f", SqliteDatabaseTest::idAndText).lost)
                .singleElement()
                .asString()
                .contains("virtual table");
        assertThat(Rows.of(file, "r", SqliteDatabaseTest::idAndText).lost)
                .singleElement()
                .asString()
                .contains("no table r");
        assertThat(Rows.of(file, "t", SqliteDatabaseTest::idAndText).lost).isEmpty();
    }

    @Test
    void losesOnlyWhatHangsBelowABrokenPage() {
        byte[] file = SqliteFiles.closed(folder, statements("PRAGMA page_size = 4096"));
        int whole = 0;
        int pages = file.length / 4096;
        for (int page = 3; page <= pages; page++) {
            byte[] broken = file.clone();
            Arrays.fill(broken, (page - 1) * 4096, page * 4096, (byte) 0xff);
            Rows rows = Rows.of(broken, "p", SqliteDatabaseTest::idAndText);
            assertThat(rows.rows).hasSizeGreaterThan(100);
            whole += rows.lost.isEmpty() ? 1 : 0;
        }
        assertThat(whole).isLessThan(pages / 2); // content of overflow pages is not checked
    }

    @Test
    void endsWhereNodesAreALoop() {
        byte[] file = SqliteFiles.closed(folder, statements("PRAGMA page_size = 512"));
        for (int page = 2; page <= file.length / 512; page++) {
            byte[] looped = file.clone();
            ByteBuffer.wrap(looped).putInt((page - 1) * 512, page).putInt((page - 1) * 512 + 8, 2);
            assertTimeout(Duration.ofSeconds(5), () -> Rows.of(looped, "p", SqliteDatabaseTest::idAndText));
        }
    }

    @Test
    void endsOnAnyMutation() {
        byte[] file = SqliteFiles.closed(folder, statements("PRAGMA page_size = 1024"));
        long seed = 6;
        Random random = new Random(seed);
        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 400; round++) {
                byte[] mutated = file.clone();
                for (int i = random.nextInt(1, 80); i > 0; i--) {
                    int page = random.nextInt(mutated.length / 1024) * 1024;
                    mutated[page + random.nextInt(random.nextBoolean() ? 40 : 1024)] = (byte) random.nextInt();
                }
                byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
                assertThat(Rows.of(cut, "p", SqliteDatabaseTest::idAndText).rows.size())
                        .as("seed %d round %d", seed, round)
                        .isLessThan(2000);
            }
        });
    }

    @Test
    void refusesWhatIsNoDatabase() {
        byte[] file = SqliteFiles.closed(folder, "CREATE TABLE p(id)");
        for (int length : new int[] {0, 1, 15, 16, 99}) {
            assertThat(Rows.of(Arrays.copyOf(file, length), "p", SqliteDatabaseTest::idAndText).lost)
                    .hasSize(1);
        }
        for (int declared : new int[] {0, 2, 256, 511, 1000}) {
            byte[] odd = file.clone();
            ByteBuffer.wrap(odd).putShort(16, (short) declared);
            assertThat(Rows.of(odd, "p", SqliteDatabaseTest::idAndText).lost)
                    .singleElement()
                    .asString()
                    .contains("the pages have " + declared);
        }
    }
}
