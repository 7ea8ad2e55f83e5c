package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scan} says and ends with where it cannot do what it was asked. */
class ScanCommandTest {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return CommandTree.of("tidewaiter", "", List.of(new ScanCommand()))
                .run(arguments, new Terminal(data, new PrintStream(talk, true, StandardCharsets.UTF_8)));
    }

    private String talk() {
        return talk.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noReferenceIsWrongUsage() {
        assertThat(run("scan")).isEqualTo(64);
        assertThat(talk()).contains("REF");
    }

    @Test
    void aMissingDatabaseIsSaidPlainly() {
        String missing = folder.resolve("no.db").toString();
        assertThat(run("scan", "dir:" + folder, "--db", missing)).isEqualTo(1);
        assertThat(talk())
                .isEqualTo("tidewaiter: open advisory database " + missing
                        + ": there is no such file or folder; check the path or build one with db build\n");
    }

    @Test
    void aFolderThatCannotTakeTheDocumentIsSaidBeforeTheScan() {
        Path file = folder.resolve("none").resolve("x.json");
        assertThat(run("scan", "dir:" + folder.resolve("absent"), "--quiet", "--format", "json=" + file))
                .isEqualTo(1);
        assertThat(talk()).contains("write " + file + ": there is no folder").doesNotContain("absent");
        assertThat(data.size()).isZero();
    }

    @Test
    void aFormatWithoutItsFileAndNoTimeAtAllAreWrongUsage() {
        assertThat(run("scan", "dir:" + folder, "--format", "json=")).isEqualTo(64);
        assertThat(talk()).isEqualTo("tidewaiter: --format json=: names no file\n");
        assertThat(run("scan", "dir:" + folder, "--timeout", "00s")).isEqualTo(64);
        assertThat(talk()).contains("--timeout 00s: write a number above zero");
    }

    @Test
    void aFileThatIsNotThereIsSaidInWords() {
        Path absent = folder.resolve("absent");
        assertThat(run("scan", "dir:" + folder, "--quiet", "--ignore-file", absent.toString()))
                .isEqualTo(1);
        assertThat(talk())
                .isEqualTo("tidewaiter: read " + absent + ": there is no such file or folder; check the path\n");
    }

    @Test
    void whatCannotBeReadLeavesNoDocument() {
        Path file = folder.resolve("x.json");
        assertThat(run("scan", "oci:" + folder.resolve("absent"), "--quiet", "--format", "json=" + file))
                .isEqualTo(1);
        assertThat(talk()).contains("absent").hasLineCount(1);
        assertThat(Files.exists(file)).isFalse();
    }
}
