package io.tidewaiter.catalog.nix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.FolderCataloger;
import io.tidewaiter.catalog.sqlite.SqliteFiles;
import io.tidewaiter.catalog.sqlite.SqliteFiles.Pair;
import io.tidewaiter.catalog.text.FactList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of the schema that Nix's schema.sql has, written by SQLite. */
class StoreCatalogerTest {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS ValidPaths (
                id               integer primary key autoincrement not null,
                path             text unique not null,
                hash             text not null,
                registrationTime integer not null,
                deriver          text,
                narSize          integer,
                ultimate         integer,
                sigs             text,
                ca               text
            )""";
    private static final String HASH = "0c0qk9mfhmkvpbk9zbl0b7n3mxi3mx8k-";

    @TempDir
    Path folder;

    private static String insert(String store, String... names) {
        return "INSERT INTO ValidPaths(path, hash, registrationTime) VALUES "
                + String.join(
                        ", ",
                        Arrays.stream(names)
                                .map(name -> "('/" + store + HASH + name + "', 'sha256:0', 1)")
                                .toList());
    }

    private static FactList read(FolderCataloger cataloger, String path, Pair pair) {
        FactList facts = new FactList();
        FileEntry file = new FileEntry(path, pair.file().length, 0644);
        assertThat(cataloger.wants(file)).isTrue();
        assertThat(cataloger.belongsTo(new FileEntry(path + "-wal", 1, 0644))).isEqualTo(file.name());
        if (pair.log().length == 0) {
            cataloger.read(file, pair.file(), Limits.standard(), facts);
        } else {
            Map<String, byte[]> log = Map.of(file.name() + "-wal", pair.log());
            cataloger.readTogether(file, pair.file(), log, Limits.standard(), facts);
        }
        return facts;
    }

    @Test
    void tellsEachPackageOfTheDatabaseOnce() {
        String[] names = {"glibc-2.38-27", "glibc-2.38-27-bin", "curl-8.5.0.drv", "stdenv-linux", "curl-8.5.0-man"};
        byte[] file = SqliteFiles.closed(folder, SCHEMA, insert("nix/store/", names));
        FactList facts = read(StoreCataloger.NIX, "nix/var/nix/db/db.sqlite", new Pair(file, new byte[0]));
        assertThat(facts.packages()).containsExactly("glibc 2.38-27", "curl 8.5.0");
        assertThat(facts.installed()).allSatisfy(fact -> assertThat(fact.type()).isEqualTo("nix"));
        assertThat(facts.all()).contains(new Fact.OpenedFact(Fact.Opened.DATABASE, 1));
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void appliesTheLogOfAGuixDatabase() {
        Pair pair = SqliteFiles.crashed(
                folder,
                connection -> SqliteFiles.run(connection, insert("gnu/store/", "hello-2.12.1")),
                SCHEMA,
                insert("gnu/store/", "bash-5.1.16"));
        FactList facts = read(StoreCataloger.GUIX, "var/guix/db/db.sqlite", pair);
        assertThat(facts.packages()).containsExactly("bash 5.1.16", "hello 2.12.1");
    }

    @Test
    void tellsThatADatabaseIsNoneAndThatALogIsAlone() {
        Pair text = new Pair("no database".getBytes(UTF_8), new byte[0]);
        assertThat(read(StoreCataloger.NIX, "nix/var/nix/db/db.sqlite", text).unread())
                .hasSize(1);
        Pair pair = SqliteFiles.crashed(
                folder, connection -> SqliteFiles.run(connection, insert("nix/store/", "hello-2.12.1")), SCHEMA);
        FactList facts = new FactList();
        FileEntry log = new FileEntry("nix/var/nix/db/db.sqlite-wal", pair.log().length, 0644);
        StoreCataloger.NIX.read(log, pair.log(), Limits.standard(), facts);
        assertThat(facts.unread()).singleElement().asString().contains("not in the same layer");
    }
}
