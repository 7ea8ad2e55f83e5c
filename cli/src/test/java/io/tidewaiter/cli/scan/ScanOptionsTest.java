package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.report.ReportFormat;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ScanOptionsTest {
    private static ScanOptions parse(String arguments) {
        CommandSpec spec = ScanOptions.declare(CommandSpec.create().name("scan"));
        return ScanOptions.of(new CommandLine(spec).parseArgs(arguments.split(" ")));
    }

    @Test
    void tableGoesToStdoutUnlessToldOtherwise() {
        assertThat(parse("oci:x").outputs()).containsExactly(new ScanOptions.Output(ReportFormat.TABLE, null));
        assertThat(parse("oci:x --format json").outputs())
                .containsExactly(new ScanOptions.Output(ReportFormat.JSON, null));
        assertThat(parse("oci:x --format cyclonedx=a.json").outputs())
                .containsExactly(
                        new ScanOptions.Output(ReportFormat.SUMMARY, null),
                        new ScanOptions.Output(ReportFormat.CYCLONEDX, Path.of("a.json")));
    }

    @Test
    void standardOutputIsTheSameByWhateverName() {
        assertThat(parse("oci:x --layers --format table").outputs())
                .containsExactly(new ScanOptions.Output(ReportFormat.LAYERS, null));
        assertThat(parse("oci:x --layers --format table=/dev/stdout").outputs())
                .containsExactly(new ScanOptions.Output(ReportFormat.LAYERS, Path.of("/dev/stdout")));
        assertThat(parse("oci:x --explain CVE-2024-3094 --format json=a.json").outputs())
                .hasSize(2);
    }

    @Test
    void aDocumentOfOneImageIsNeverWrittenTwiceIntoOneFile() {
        ScanOptions.Output json =
                parse("oci:x oci:y --format json=scan.json").outputs().getLast();
        json.checkHolds(1);
        assertThatThrownBy(() -> json.checkHolds(2))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("{n}");
        ScanOptions.Output numbered =
                parse("oci:x oci:y --format json=scan-{n}.json").outputs().getLast();
        numbered.checkHolds(2);
        assertThat(numbered.ofImage(2).file()).isEqualTo(Path.of("scan-2.json"));
        parse("oci:x oci:y --format csv").outputs().getFirst().checkHolds(2);
    }

    @Test
    void readsSeveralReferencesAndLists() {
        ScanOptions options = parse("oci:x dir:y --severity CRITICAL,High --timeout 90s --plain-http 127.0.0.1:5000"
                + " --limit entries=10 --fail-on high,kev");
        assertThat(options.references()).containsExactly("oci:x", "dir:y");
        assertThat(options.shown().severities()).containsExactlyInAnyOrder(Severity.CRITICAL, Severity.HIGH);
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.plainHttpHosts()).containsExactly("127.0.0.1:5000");
        assertThat(options.limits()).containsEntry("entries", "10");
        assertThat(options.gate().failOn()).containsExactly("high", "kev");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oci:x --format pdf",
                "oci:x --format json --format table",
                "oci:x --format json=/dev/stdout --format table",
                "oci:x --explain CVE-2024-3094 --format json",
                "oci:x --explain CVE-2024-3094 --format json=/dev/stdout",
                "oci:x --severity big",
                "oci:x --fail-on big",
                "oci:x --min-coverage some",
                "oci:x --exit-code 999",
                "oci:x --timeout soon",
                "oci:x --limit entries"
            })
    void refusesWrongUsage(String arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE));
    }
}
