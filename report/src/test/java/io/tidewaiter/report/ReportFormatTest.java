package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tidewaiter.model.scan.ScanResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportFormatTest {
    private static final String HOSTILE = "\u001b[31m<script>'\"=cmd|x\u202eevil\u0000\n";

    private static byte[] bytes(ReportFormat format, ScanResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(result, out);
        return out.toByteArray();
    }

    private static String text(ReportFormat format, ScanResult result) throws IOException {
        return new String(bytes(format, result), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void equalResultsGiveEqualBytes(ReportFormat format) throws IOException {
        assertThat(bytes(format, SampleResults.unhealthy(HOSTILE)))
                .isEqualTo(bytes(format, SampleResults.unhealthy(HOSTILE)));
    }

    @Test
    void cycloneDxIsValidByItsSchema() throws IOException {
        for (ScanResult result : new ScanResult[] {SampleResults.unhealthy(HOSTILE), SampleResults.unverified()}) {
            byte[] document = bytes(ReportFormat.CYCLONEDX, result);
            assertThat(new JsonParser().validate(document, Version.VERSION_16)).isEmpty();
        }
    }

    static Schema ourSchema() throws IOException {
        Path file = Path.of(System.getProperty("tidewaiter.root", ".."), "docs", "schema", "scan.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(Files.readString(file));
    }

    @Test
    void jsonIsValidByOurOwnSchema() throws IOException {
        Schema schema = ourSchema();
        for (ScanResult result : new ScanResult[] {SampleResults.unhealthy(HOSTILE), SampleResults.unverified()}) {
            assertThat(schema.validate(text(ReportFormat.JSON, result), InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void cycloneDxJoinsPlacesOfOnePackage() throws IOException {
        JsonNode bom = JsonMapper.shared().readTree(bytes(ReportFormat.CYCLONEDX, SampleResults.unhealthy("")));
        assertThat(bom.path("components").size()).isEqualTo(3);
        assertThat(bom.at("/components/2/evidence/occurrences").size()).isEqualTo(2);
        assertThat(bom.at("/vulnerabilities/0/affects").size()).isEqualTo(2);
        assertThat(bom.at("/compositions/0/aggregate").stringValue()).isEqualTo("complete");
    }

    @Test
    void jsonNamesVerdictCoverageAndReason() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(bytes(ReportFormat.JSON, SampleResults.unhealthy(HOSTILE)));
        assertThat(json.at("/verdict/health").stringValue()).isEqualTo("Unhealthy");
        assertThat(json.at("/findings/0/why/0/range").stringValue()).isEqualTo("introduced 0, fixed 3.0.12-1");
        assertThat(json.at("/findings/0/title").stringValue()).isEqualTo("A flaw " + HOSTILE);
        JsonNode unverified = JsonMapper.shared().readTree(bytes(ReportFormat.JSON, SampleResults.unverified()));
        assertThat(unverified.at("/coverage/level").stringValue()).isEqualTo("partial");
        assertThat(unverified.at("/coverage/facts/0/kind").stringValue()).isEqualTo("LAYER_UNREADABLE");
    }

    @Test
    void foreignTextIsInertOnATerminal() throws IOException {
        String table = text(ReportFormat.TABLE, SampleResults.unhealthy(HOSTILE));
        assertThat(table).doesNotContain("\u001b", "\u202e", "\u0000");
        assertThat(table).contains("High", "CVE-2026-0001 (exploited)", "3.0.12-1", "openssl (libssl3)");
    }

    @Test
    void theTableByLayersTellsWhatEachStepBroughtAndWhatWasRead() throws IOException {
        String layers = text(ReportFormat.LAYERS, SampleResults.unhealthy(HOSTILE));
        assertThat(layers).doesNotContain("\u001b", "\u202e", "\u0000");
        assertThat(layers.lines().toList())
                .anySatisfy(line ->
                        assertThat(line).startsWith("  1  sha256:dddddddddddd").endsWith("1 finding"))
                .anySatisfy(line -> assertThat(line).contains("CVE-2026-0001 in openssl 3.0.11-1 (High)"))
                .contains("  2 of 2 layers, 0.0 MB, 20 entries, 18 files in the end")
                .contains(
                        "  5 executables: 5 owned by packages (4 with the bytes they recorded), 0 told their own contents, 0 unexplained (100 % explained)");
        assertThat(text(ReportFormat.LAYERS, SampleResults.unverified()))
                .contains("0 of 1 layer,", "0 executables\n", "LAYER_UNREADABLE layer 0", "Unverified");
    }

    @Test
    void summaryIsOneLine() throws IOException {
        assertThat(text(ReportFormat.SUMMARY, SampleResults.unhealthy("")))
                .isEqualTo("registry.example/team/demo:1: Unhealthy (FindingsPresent), 1 finding (1 High), 3 packages,"
                        + " coverage complete\n");
        assertThat(text(ReportFormat.SUMMARY, SampleResults.unverified()))
                .isEqualTo("dir:/x: Unverified (LayerUnreadable), 0 findings, 0 packages, coverage partial\n");
    }
}
