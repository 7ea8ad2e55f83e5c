package io.tidewaiter.catalog.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.sqlite.SqliteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the columns that libdnf creates, written by SQLite. */
class DnfHistoryTest {
    private static final String[] STATEMENTS = {
        "CREATE TABLE trans (id INTEGER PRIMARY KEY AUTOINCREMENT, dt_begin INTEGER NOT NULL, releasever TEXT NOT NULL)",
        "CREATE TABLE repo (\"id\" INTEGER, \"repoid\" TEXT NOT NULL, PRIMARY KEY(\"id\"))",
        "CREATE TABLE trans_item (id INTEGER PRIMARY KEY AUTOINCREMENT, trans_id INTEGER, item_id INTEGER, repo_id INTEGER)",
        "INSERT INTO trans VALUES (1, 1, '9.2'), (2, 2, '9.4'), (3, 3, '9.4')",
        "INSERT INTO repo VALUES (1, 'rhel-9-for-x86_64-baseos-eus-rpms'), (2, 'rhocp-4.16-for-rhel-9-x86_64-rpms'), "
                + "(3, 'rhel-9-for-x86_64-appstream-rpms'), (4, 'epel'), (5, 'never-used-rpms')",
        "INSERT INTO trans_item VALUES (1, 1, 1, 3), (2, 2, 2, 1), (3, 3, 3, 2), (4, 3, 4, 4)",
    };

    @TempDir
    Path folder;

    private static List<Fact> read(String path, byte[] content) {
        ChannelCataloger cataloger = new ChannelCataloger();
        FileEntry file = new FileEntry(path, content.length, 0644);
        assertThat(cataloger.wants(file)).isTrue();
        List<Fact> facts = new ArrayList<>();
        cataloger.read(file, content, Limits.standard(), facts::add);
        return facts;
    }

    @Test
    void tellsTheContentSetsOfTheReleaseThatWasUsedLast() {
        for (String path :
                List.of("var/lib/dnf/history.sqlite", "usr/lib/sysimage/libdnf5/transaction_history.sqlite")) {
            assertThat(read(path, SqliteFiles.closed(folder, STATEMENTS)))
                    .containsExactly(new Fact.ChannelFact(List.of(
                            "content-set:rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4",
                            "content-set:rhocp-4.16-for-rhel-9-x86_64-rpms__9_DOT_4")));
        }
    }

    @Test
    void aReleaseWithoutAMinorNumberIsNoMark() {
        String[] statements = STATEMENTS.clone();
        statements[3] = "INSERT INTO trans VALUES (1, 1, '9'), (2, 2, '9'), (3, 3, '9')";
        assertThat(read("var/lib/dnf/history.sqlite", SqliteFiles.closed(folder, statements)))
                .containsExactly(new Fact.ChannelFact(List.of(
                        "content-set:rhel-9-for-x86_64-appstream-rpms",
                        "content-set:rhel-9-for-x86_64-baseos-eus-rpms",
                        "content-set:rhocp-4.16-for-rhel-9-x86_64-rpms")));
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        byte[] whole = SqliteFiles.closed(folder, STATEMENTS);
        assertThat(read("var/lib/dnf/history.sqlite", Arrays.copyOf(whole, 50)))
                .singleElement()
                .isInstanceOf(Fact.UnreadFact.class);
        assertThat(read("var/lib/dnf/history.sqlite", Arrays.copyOf(whole, 4096)))
                .singleElement()
                .isInstanceOf(Fact.UnreadFact.class);
        assertThat(read("var/lib/dnf/history.sqlite", SqliteFiles.closed(folder, "CREATE TABLE pkgtups(a)")))
                .isEmpty();
    }
}
