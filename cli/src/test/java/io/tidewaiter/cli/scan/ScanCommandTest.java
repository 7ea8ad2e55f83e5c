package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

    @Test
    void aReferenceThatCannotBeHadCostsTheOthersNothing() throws IOException {
        Path good = folder.resolve("good");
        Files.writeString(
                Files.createDirectories(good.resolve("app/node_modules/qs")).resolve("package.json"),
                "{\"name\":\"qs\",\"version\":\"6.5.2\"}");
        Path database = folder.resolve("empty.db");
        Files.writeString(Files.createDirectory(folder.resolve("feeds")).resolve("one.json"), """
                {"schema_version":"1.6.0","id":"CVE-2022-24999","modified":"2024-01-01T00:00:00Z","affected":[{"package":
                {"ecosystem":"npm","name":"qs"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}""");
        new AdvisoryCompiler().compile(folder.resolve("feeds"), database);
        String absent = "oci:" + folder.resolve("absent");
        String refused = "127.0.0.1:1/team/app:1";
        String numbered = folder.resolve("sbom-{n}.json").toString();
        String[] arguments = {
            "scan",
            absent,
            "dir:" + good,
            refused,
            "dir:" + good,
            "--quiet",
            "--no-cache",
            "--offline",
            "--db",
            database.toString(),
            "--format",
            "summary",
            "--format",
            "cyclonedx=" + numbered,
            "--fail-on",
            "any"
        };

        assertThat(run(arguments)).isEqualTo(1);
        assertThat(talk().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("tidewaiter: ").contains(absent),
                        line -> assertThat(line).contains(refused).contains("--offline was given"));
        assertThat(data.toString(StandardCharsets.UTF_8)).hasLineCount(2);
        assertThat(Files.readString(folder.resolve("sbom-2.json"))).contains("pkg:npm/qs@6.5.2");
        assertThat(folder.resolve("sbom-4.json")).exists();
        assertThat(folder.resolve("sbom-1.json")).doesNotExist();
        assertThat(folder.resolve("sbom-3.json")).doesNotExist();
    }

    @Test
    void aWordThatIsNoReferenceIsSaidBeforeTheOthersAreScanned() {
        assertThat(run("scan", "oci:" + folder.resolve("absent"), "Not A Reference"))
                .isEqualTo(64);
        assertThat(talk()).contains("Not A Reference").doesNotContain("absent");
    }

    @Test
    void aPlatformIsAnsweredForBeforeAnythingIsPulled() {
        assertThat(run("scan", "oci:" + folder.resolve("absent"), "--quiet", "--platform", "linux"))
                .isEqualTo(64);
        assertThat(talk()).isEqualTo("tidewaiter: --platform: a platform is written os/arch[/variant], not 'linux'\n");
    }

    @Test
    void authoritiesThatAreNotThereAreSaidInWords() {
        Path absent = folder.resolve("absent.pem");
        assertThat(run("scan", "127.0.0.1:1/team/app:1", "--quiet", "--ca", absent.toString()))
                .isEqualTo(1);
        assertThat(talk())
                .contains("read certificate authorities " + absent + ": there is no such file that we may read")
                .hasLineCount(1);
    }

    @Test
    void helpThatNobodyTakesIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Terminal terminal = new Terminal(full, new PrintStream(talk, true, StandardCharsets.UTF_8));
        CommandTree tree = CommandTree.of("tidewaiter", "", List.of(new ScanCommand()));
        for (String[] asked : List.of(new String[] {"help"}, new String[] {"scan", "--help"})) {
            assertThat(tree.run(asked, terminal)).isEqualTo(1);
            assertThat(talk()).isEqualTo("tidewaiter: write to stdout: it takes no more\n");
            talk.reset();
        }
    }
}
