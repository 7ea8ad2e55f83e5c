package io.tidewaiter.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.sqlite.SqliteFiles.Pair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteAheadLogTest {
    private static final int HEADER = 32;
    private static final int FRAME = 24 + 1024;

    @TempDir
    Path folder;

    private Pair crashed(SqliteFiles.Work work) {
        return SqliteFiles.crashed(
                folder, work, "PRAGMA page_size = 1024", "CREATE TABLE p(n TEXT)", "INSERT INTO p VALUES ('old')");
    }

    private static List<String> names(Pair pair) {
        Rows rows = Rows.of(pair.file(), pair.log(), "p", row -> row.text("n", 10));
        assertThat(rows.lost).isEmpty();
        return rows.rows;
    }

    @Test
    void appliesWhatWasCommitted() {
        Pair pair = crashed(connection -> {
            SqliteFiles.run(connection, "INSERT INTO p VALUES ('new')", "DELETE FROM p WHERE n = 'old'");
            SqliteFiles.run(connection, "INSERT INTO p SELECT 'more' || hex(zeroblob(3000)) FROM (VALUES (1), (2))");
        });
        assertThat(Rows.of(pair.file(), "p", row -> row.text("n", 10)).rows).containsExactly("old");
        assertThat(names(pair)).containsExactly("new", "more000000", "more000000");
        assertThat(SqliteDatabase.isChange(pair.log())).isTrue();
    }

    @Test
    void appliesATableThatOnlyTheLogHas() {
        Pair pair = crashed(connection -> SqliteFiles.run(
                connection,
                "DROP TABLE p",
                "CREATE TABLE q(a)",
                "CREATE TABLE p(x, n)",
                "INSERT INTO p VALUES (1, 'n')"));
        assertThat(names(pair)).containsExactly("n");
    }

    /** Every length that a crash can leave yields the state after one of the commits, as SQLite itself would show it. */
    @Test
    void endsAtTheLastCommitThatIsWhole() {
        Pair pair = crashed(connection -> {
            for (int i = 0; i < 5; i++) {
                SqliteFiles.run(connection, "INSERT INTO p VALUES ('n" + i + hex() + "')");
            }
        });
        int before = 1;
        for (int length = 0; length <= pair.log().length; length += 64) {
            List<String> names = names(new Pair(pair.file(), Arrays.copyOf(pair.log(), length)));
            assertThat(names.size()).isBetween(before, before + 1);
            before = names.size();
        }
        assertThat(names(pair)).hasSize(6);
    }

    @Test
    void leavesOutATransactionThatWasNotCommitted() {
        Pair pair = crashed(connection -> {
            SqliteFiles.run(connection, "INSERT INTO p VALUES ('new')", "PRAGMA cache_size = 1", "BEGIN");
            spill(connection);
        });
        assertThat(names(pair)).containsExactly("old", "new");
        assertThat(pair.log().length)
                .as("frames of the open transaction are there")
                .isGreaterThan(HEADER + 9 * FRAME);
    }

    private static void spill(Connection connection) throws SQLException {
        for (int i = 0; i < 40; i++) {
            SqliteFiles.run(connection, "INSERT INTO p VALUES ('open' || hex(zeroblob(1500)))");
        }
    }

    /** After a checkpoint the log is written from its start again, with other salts; what is behind is old. */
    @Test
    void stopsAtFramesOfAnEarlierRun() {
        Pair pair = crashed(connection -> {
            for (int i = 0; i < 4; i++) {
                SqliteFiles.run(connection, "INSERT INTO p VALUES ('n" + i + "')");
            }
            SqliteFiles.run(connection, "PRAGMA wal_checkpoint(RESTART)", "DELETE FROM p WHERE n <> 'n3'");
        });
        assertThat(pair.log().length).isGreaterThan(HEADER + 3 * FRAME);
        assertThat(names(pair)).containsExactly("n3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x377f0682, 0x377f0683})
    void readsChecksumsOfBothByteOrders(int magic) {
        Pair pair = crashed(connection -> SqliteFiles.run(connection, "INSERT INTO p VALUES ('new')"));
        assertThat(names(new Pair(pair.file(), signed(pair.log(), magic)))).containsExactly("old", "new");
    }

    /** The same log as a machine of that byte order would have written it. */
    private static byte[] signed(byte[] log, int magic) {
        ByteBuffer out = ByteBuffer.wrap(log.clone()).putInt(0, magic);
        ByteBuffer in =
                ByteBuffer.wrap(out.array()).order(magic % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int[] sums = new int[2];
        sum(in, 0, 24, sums);
        out.putInt(24, sums[0]).putInt(28, sums[1]);
        for (int at = HEADER; at + FRAME <= log.length; at += FRAME) {
            sum(in, at, 8, sums);
            sum(in, at + 24, 1024, sums);
            out.putInt(at + 16, sums[0]).putInt(at + 20, sums[1]);
        }
        return out.array();
    }

    private static void sum(ByteBuffer in, int from, int count, int[] sums) {
        for (int i = 0; i < count / 8; i++) {
            sums[0] += in.getInt(from + 8 * i) + sums[1];
            sums[1] += in.getInt(from + 8 * i + 4) + sums[0];
        }
    }

    @Test
    void saysWhyALogIsNotApplied() {
        Pair pair = crashed(connection ->
                SqliteFiles.run(connection, "INSERT INTO p VALUES ('new')", "INSERT INTO p VALUES ('newer')"));
        List<String> lost = new ArrayList<>();
        for (int at : new int[] {0, 8, 20, HEADER + 100, HEADER + FRAME + 100}) {
            byte[] log = pair.log().clone();
            log[at] ^= 0x40;
            Rows rows = Rows.of(pair.file(), log, "p", row -> row.text("n", 10));
            assertThat(rows.rows).startsWith("old").doesNotContain("newer");
            lost.addAll(rows.lost);
            assertThat(SqliteDatabase.isChange(log)).isTrue();
        }
        assertThat(lost).hasSize(5);
        assertThat(lost.get(0)).contains("first bytes");
        assertThat(lost.get(2)).contains("checksum of its header");
        assertThat(lost.get(4)).contains("applied up to there");
    }

    @Test
    void endsOnAnyMutationWithRightChecksums() {
        Pair pair = crashed(connection -> spill(connection));
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] log = pair.log().clone();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                int frame = HEADER + random.nextInt((log.length - HEADER) / FRAME) * FRAME;
                log[frame + random.nextInt(random.nextBoolean() ? 64 : FRAME)] = (byte) random.nextInt();
            }
            Rows rows = Rows.of(pair.file(), signed(log, 0x377f0682), "p", row -> row.text("n", 10));
            assertThat(rows.rows).hasSizeLessThan(500);
        }
    }

    private static String hex() {
        return "0".repeat(700);
    }
}
