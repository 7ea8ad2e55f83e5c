package io.tidewaiter.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.catalog.CellCheck;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.sandbox.Confinement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    private int run(String... arguments) {
        CommandTree tree = CommandTree.of("tidewaiter", "", List.of(new DoctorCommand()));
        return tree.run(
                arguments,
                new Terminal(data, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
    }

    private String line(String name) {
        return data.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElse("");
    }

    @Test
    void tellsWhatACellTriedAndHowOldTheAdvisoriesAre() throws IOException {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
        Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(folder.resolve("feeds/A-1.json"), """
                {"id":"A-1","modified":"%s","affected":[{"package":{"ecosystem":"npm","name":"qs"},"ranges":[
                {"type":"SEMVER","events":[{"introduced":"0"}]}]}]}""".formatted(Instant.now()));
        Path database = folder.resolve("a.db");
        new AdvisoryCompiler().compile(folder.resolve("feeds"), database);
        assertThat(run("doctor", "--db", database.toString())).isZero();
        assertThat(line("landlock")).contains("ok", "ABI ");
        assertThat(line("seccomp")).contains("ok");
        assertThat(line("cell  ")).contains("ok", "starts in ");
        assertThat(line("cell limits")).contains("ok", "data at most", "cpu seconds at most", "file size at most 0");
        assertThat(line("cell confinement"))
                .contains("ok", "read /etc/passwd", "create a file", "a TCP socket", "fork", "execve");
        assertThat(line("gzip")).contains("ok");
        assertThat(line("zstd")).contains("ok");
        assertThat(line("advisories")).contains("ok", "1 records");
    }

    @Test
    void aDatabaseThatIsNoneIsAProblemAndNoneAWarning() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.db"), "no database at all".repeat(100));
        assertThat(run("doctor", "--format", "json", "--db", broken.toString())).isEqualTo(1);
        assertThat(data.toString(StandardCharsets.UTF_8))
                .contains(
                        "{\"name\": \"advisories\", \"state\": \"problem\"", "{\"name\": \"java\", \"state\": \"ok\"");
        assertThat(DatabaseCheck.of(folder.resolve("none")).state()).isEqualTo(Finding.State.WARNING);
        assertThat(run("doctor", "--format", "xml")).isEqualTo(64);
    }

    @Test
    void whatACellDoesNotProveIsAProblem() {
        List<Finding> findings = CellChecks.of(new CellCheck(
                Duration.ofMillis(5), new Confinement(false, "without Landlock and seccomp"), "", "no library"));
        assertThat(findings)
                .filteredOn(finding -> finding.state() == Finding.State.PROBLEM)
                .extracting(Finding::name)
                .containsExactly("cell confinement", "zstd");
    }

    @Test
    void textOfTheSystemSteersNoTerminalAndBreaksNoJson() {
        Finding odd = Finding.ok("x", "a\u001b[31m\"b\\\n\u202e");
        assertThat(FindingText.lines(List.of(odd))).isEqualTo("x                 ok       a?[31m\"b\\??\n");
        assertThat(FindingText.json(List.of(odd))).contains("\"a?[31m\\\"b\\\\??\"");
    }

    @Test
    void aFolderThatCannotBeMadeIsAWarning() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(MachineChecks.folder(file.resolve("cache")).state()).isEqualTo(Finding.State.WARNING);
        assertThat(MachineChecks.folder(folder.resolve("cache")).state()).isEqualTo(Finding.State.OK);
    }
}
