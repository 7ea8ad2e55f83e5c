package io.tidewaiter.catalog.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.nix.StoreCataloger;
import io.tidewaiter.catalog.rpm.RpmCataloger;
import io.tidewaiter.catalog.sqlite.SqliteFiles;
import io.tidewaiter.catalog.sqlite.SqliteFiles.Pair;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a layer that are read together, and folders that are packages. */
class CompanionsTest {
    private static final String DATABASE = "var/lib/rpm/rpmdb.sqlite";
    private static final String STORE = "nix/store/0c0qk9mfhmkvpbk9zbl0b7n3mxi3mx8k-";

    @TempDir
    Path folder;

    private static LayerFacts read(TarBuilder tar) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(List.of(new RpmCataloger(), StoreCataloger.NIX), Limits.standard())
                .run(new ByteArrayInputStream(tar.build()), -1, answer);
        return LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray()));
    }

    private static List<String> names(LayerFacts layer, String path) {
        return layer.of(path).stream()
                .flatMap(file -> file.facts().stream())
                .filter(InstalledFact.class::isInstance)
                .map(fact -> ((InstalledFact) fact).name())
                .toList();
    }

    private static List<Fact> unread(LayerFacts layer, String path) {
        return layer.of(path).stream()
                .flatMap(file -> file.facts().stream())
                .filter(UnreadFact.class::isInstance)
                .toList();
    }

    /** A real database of Fedora that an rpm was killed over: one package is gone, and only the log knows. */
    private Pair killed() throws IOException, SQLException {
        Path file = folder.resolve("rpmdb.sqlite");
        Files.write(
                file,
                Files.readAllBytes(SharedFiles.require("data", "rootfs", "fedora-35-sqlite", "var", "lib", "rpm")
                        .resolve("rpmdb.sqlite")));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            SqliteFiles.run(
                    connection,
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA wal_autocheckpoint = 0",
                    "DELETE FROM Packages WHERE hnum = (SELECT hnum FROM Name WHERE key = 'pcre')");
            return new Pair(Files.readAllBytes(file), Files.readAllBytes(Path.of(file + "-wal")));
        }
    }

    @Test
    void readsADatabaseWithItsLogInEitherOrder() throws IOException, SQLException {
        Pair pair = killed();
        List<String> all = names(read(new TarBuilder().file(DATABASE, pair.file())), DATABASE);
        assertThat(all).contains("pcre").hasSize(138);
        for (TarBuilder tar : List.of(
                new TarBuilder().file(DATABASE, pair.file()).file("x", "x").file(DATABASE + "-wal", pair.log()),
                new TarBuilder()
                        .file(DATABASE + "-wal", pair.log())
                        .file("x", "x")
                        .file(DATABASE, pair.file()),
                new TarBuilder()
                        .file(DATABASE, "an earlier entry of the same path")
                        .file(DATABASE + "-wal", "also")
                        .file(DATABASE + "-wal", pair.log())
                        .file(DATABASE, pair.file()))) {
            LayerFacts layer = read(tar);
            assertThat(names(layer, DATABASE)).doesNotContain("pcre").hasSize(137);
            assertThat(unread(layer, DATABASE)).isEmpty();
            assertThat(layer.of(DATABASE + "-wal")).isEmpty();
            assertThat(layer.notes()).isEmpty();
        }
    }

    @Test
    void tellsOfALogWhoseDatabaseIsElsewhere() throws IOException, SQLException {
        Pair pair = killed();
        LayerFacts layer = read(
                new TarBuilder().file(DATABASE + "-wal", pair.log()).file("usr/share/rpm/rpmdb.sqlite", pair.file()));
        assertThat(unread(layer, DATABASE + "-wal")).singleElement().asString().contains("not in the same layer");
        assertThat(names(layer, "usr/share/rpm/rpmdb.sqlite")).hasSize(138);
    }

    @Test
    void tellsOfADatabaseThatIsTooLargeToBeHeld() throws IOException, SQLException {
        Pair pair = killed();
        byte[] large = Arrays.copyOf(pair.file(), 65 << 20);
        LayerFacts layer = read(new TarBuilder().file(DATABASE, large).file(DATABASE + "-wal", pair.log()));
        assertThat(names(layer, DATABASE)).hasSize(138);
        assertThat(unread(layer, DATABASE)).singleElement().asString().contains("LIMIT_REACHED", "rpmdb.sqlite-wal");
    }

    @Test
    void readsTheShortListOnlyWhereItIsAlone() throws IOException {
        String list = "var/lib/rpmmanifest/container-manifest-";
        String line = "a\t1-1\t1\t2\tMicrosoft Corporation\t(none)\t7596\tx86_64\t0\ta-1-1.src.rpm\n";
        LayerFacts both =
                read(new TarBuilder().file(list + "1", "a-1-1.x86_64\n").file(list + "2", line));
        assertThat(names(both, list + "1")).isEmpty();
        assertThat(names(both, list + "2")).containsExactly("a");
        assertThat(names(read(new TarBuilder().file(list + "1", "a-1-1.x86_64\n")), list + "1"))
                .containsExactly("a");
    }

    @Test
    void tellsAPackageFolderUnderItsFirstFile() throws IOException {
        LayerFacts layer = read(new TarBuilder()
                .file(STORE + "hello-2.12/bin/hello", "x")
                .file(STORE + "hello-2.12/share/doc", "x")
                .file("nix/store/zzzqk9mfhmkvpbk9zbl0b7n3mxi3mx8k-hello-2.12-man/share/man", "x")
                .file(STORE + "hello-2.12/share/late", "x")
                .file(STORE + "source/README", "x"));
        assertThat(names(layer, STORE + "hello-2.12/bin/hello")).containsExactly("hello");
        assertThat(layer.files()).hasSize(2);
    }

    @Test
    void tellsAPackageFolderWhoseFirstFileIsReplaced() throws IOException {
        LayerFacts layer = read(new TarBuilder()
                .file(STORE + "hello-2.12/a", "x")
                .file(STORE + "hello-2.12/b", "x")
                .file(STORE + "hello-2.12/a", "y"));
        assertThat(names(layer, STORE + "hello-2.12/a")).containsExactly("hello");
        assertThat(layer.files()).hasSize(1);
    }
}
