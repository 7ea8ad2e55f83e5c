package io.tidewaiter.catalog.freebsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.sqlite.SqliteFiles;
import io.tidewaiter.catalog.text.FactList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the columns that pkg's pkgdb.c creates, written by SQLite. */
class PkgCatalogerTest {
    private static final String[] STATEMENTS = {
        """
        CREATE TABLE packages (id INTEGER PRIMARY KEY, origin TEXT NOT NULL, name TEXT NOT NULL,
            version TEXT NOT NULL, comment TEXT NOT NULL, desc TEXT NOT NULL, mtree_id INTEGER, message TEXT,
            arch TEXT NOT NULL, maintainer TEXT NOT NULL, www TEXT, prefix TEXT NOT NULL, flatsize INTEGER NOT NULL,
            automatic INTEGER NOT NULL, locked INTEGER NOT NULL DEFAULT 0, time INTEGER)
        """,
        """
        CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT,
            package_id INTEGER REFERENCES packages(id) ON DELETE CASCADE ON UPDATE CASCADE)
        """,
        "INSERT INTO packages VALUES (7, 'ftp/curl', 'curl', '8.4.0_1,2', 'c', 'd', 0, '', 'FreeBSD:14:amd64', 'm', "
                + "'', '/usr/local', 1, 0, 0, 1), (9, 'security/ca', 'ca_root_nss', '3.93', 'c', 'd', 0, '', "
                + "'FreeBSD:14:*', 'm', '', '/usr/local', 1, 0, 0, 1)",
        "INSERT INTO files VALUES ('/usr/local/bin/curl', '1$0', 7), ('/usr/local/lib/libcurl.so', '1$0', 7), "
                + "('/nobody', '', 8)"
    };

    @TempDir
    Path folder;

    private static FactList read(byte[] content) {
        FactList facts = new FactList();
        FileEntry file = new FileEntry("var/db/pkg/local.sqlite", content.length, 0644);
        assertThat(new PkgCataloger().wants(file)).isTrue();
        new PkgCataloger().read(file, content, Limits.standard(), facts);
        return facts;
    }

    @Test
    void tellsPackagesAndTheirFiles() {
        FactList facts = read(SqliteFiles.closed(folder, STATEMENTS));
        assertThat(facts.packages()).containsExactly("curl 8.4.0_1,2", "ca_root_nss 3.93");
        assertThat(facts.installed().getFirst().architecture()).isEqualTo("amd64");
        assertThat(facts.installed().getFirst().attributes()).isEqualTo(Map.of("origin", "ftp/curl"));
        assertThat(facts.all())
                .contains(new OwnedFact("curl", List.of("usr/local/bin/curl", "usr/local/lib/libcurl.so")));
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void tellsWhatCannotBeRead() {
        byte[] whole = SqliteFiles.closed(folder, STATEMENTS);
        assertThat(read(Arrays.copyOf(whole, 50)).unread()).hasSize(1);
        assertThat(read(Arrays.copyOf(whole, 4096)).unread()).isNotEmpty();
        assertThat(read(SqliteFiles.closed(folder, "CREATE TABLE other(a)")).unread())
                .singleElement()
                .asString()
                .contains("no table packages");
    }
}
