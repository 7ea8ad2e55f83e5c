package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.assess.rule.RuledResult;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuledTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @TempDir
    Path folder;

    private static ScanResult found() {
        return Findings.result(
                true,
                Findings.finding("CVE-2026-1", Severity.HIGH, FixState.FIXED, false),
                Findings.finding("CVE-2026-2", Severity.LOW, FixState.AFFECTED, false));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static ScanResult judged(Ruled ruled, ScanResult result) {
        return RuledResult.of(result, ruled.rules(NOW), NOW);
    }

    @Test
    void ignoresWhatIsListedUntilItsDayIsOver() throws IOException {
        ScanResult result = found();
        String id = result.assessment()
                .findings()
                .getFirst()
                .match()
                .vulnerability()
                .id();
        String holds =
                file("a", "# why\n\n" + id.toLowerCase(java.util.Locale.ROOT) + " until=2026-11-28 not called\n");
        String past = file("b", id + " until=2026-11-27\n");

        ScanResult ignored = judged(Ruled.of(List.of(), holds, true), result);
        assertThat(ignored.suppressed()).isNotEmpty();
        assertThat(Ruled.suppressed(List.of(ignored))).contains(id, "Ignored by", "not called");
        assertThat(judged(Ruled.of(List.of(), past, false), result)).isEqualTo(result);
    }

    /** Coverage reference 6.3: suppressed by default, and visible. */
    @Test
    void headersOfAKernelDoNotCountUnlessAskedFor() {
        ScanResult headers =
                Findings.result(true, Findings.ofKernel("linux-libc-dev", "linux-headers-6.1.0-18-common"));
        ScanResult judged = judged(Ruled.of(List.of(), "", false), headers);
        assertThat(judged.assessment().findings()).isEmpty();
        assertThat(judged.assessment().verdict().health()).isEqualTo(Health.HEALTHY);
        assertThat(Ruled.suppressed(List.of(judged)))
                .contains("CVE-2026-3 linux 6.1.76-1: DisabledByRule by header-only-kernel: only header files");
        assertThat(judged(Ruled.of(List.of(), "", false).withHeaders(true), headers))
                .isEqualTo(headers);

        ScanResult kernel = Findings.result(true, Findings.ofKernel("linux-libc-dev", "linux-image-amd64"));
        assertThat(judged(Ruled.of(List.of(), "", false), kernel)).isEqualTo(kernel);
    }

    @Test
    void aMisspeltWordHidesNothingButFails() throws IOException {
        String wrong = file("c", "CVE-2026-1 untill=2027-01-01\n");
        assertThatThrownBy(() -> Ruled.of(List.of(), wrong, false).rules(NOW))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("untill");
    }

    @Test
    void anImageOfWhichNothingCountsIsJudgedByItsCoverage() throws IOException {
        ScanResult result = found();
        StringBuilder all = new StringBuilder();
        result.assessment()
                .findings()
                .forEach(f -> all.append(f.match().vulnerability().id()).append('\n'));

        ScanResult clean = judged(Ruled.of(List.of(), file("d", all.toString()), false), result);
        assertThat(clean.assessment().findings()).isEmpty();
        assertThat(clean.assessment().verdict().health()).isEqualTo(Health.HEALTHY);
        assertThat(clean.suppressed()).hasSize(result.assessment().findings().size());
    }

    @Test
    void readsVexOfThreeFormats() throws IOException {
        ScanResult result = found();
        String id = result.assessment()
                .findings()
                .getFirst()
                .match()
                .vulnerability()
                .id();
        List<String> purls = result.assessment().findings().getFirst().packages().stream()
                .map(p -> p.purl().toString())
                .toList();
        String openVex = file("openvex.json", """
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:a","author":"us","timestamp":"2026-01-01T00:00:00Z",
                 "statements":[{"vulnerability":{"name":"%s"},"products":[%s],"status":"fixed"}]}""".formatted(
                id,
                purls.stream().map(p -> "{\"@id\":\"" + p + "\"}").collect(java.util.stream.Collectors.joining(","))));
        String cycloneDx = file("cyclonedx.json", """
                {"bomFormat":"CycloneDX","specVersion":"1.5","components":[],"vulnerabilities":[{"id":"%s",
                 "analysis":{"state":"false_positive","detail":"no"},"affects":[%s]}]}""".formatted(
                id,
                purls.stream().map(p -> "{\"ref\":\"" + p + "\"}").collect(java.util.stream.Collectors.joining(","))));
        String csaf = file("csaf.json", """
                {"document":{"category":"csaf_vex","csaf_version":"2.0","title":"t","publisher":{"name":"us"},
                  "tracking":{"id":"V-1","status":"final"}},
                 "product_tree":{"full_product_names":[%s]},
                 "vulnerabilities":[{"cve":"%s","product_status":{"known_not_affected":[%s]},
                  "flags":[{"label":"component_not_present","product_ids":["p0"]}]}]}""".formatted(numbered(purls, true), id, numbered(purls, false)));

        for (String file : List.of(openVex, cycloneDx, csaf)) {
            assertThat(judged(Ruled.of(List.of(file), "", false), result).suppressed())
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(s -> assertThat(s.rule()).startsWith("Vex").contains("--vex"));
        }
        assertThatThrownBy(() -> Ruled.of(List.of(file("x", "{}")), "", false).rules(NOW))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("no VEX document");
    }

    private static String numbered(List<String> purls, boolean whole) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < purls.size(); i++) {
            out.append(i == 0 ? "" : ",");
            out.append(
                    whole
                            ? "{\"product_id\":\"p" + i
                                    + "\",\"name\":\"n\",\"product_identification_helper\":{\"purl\":\"" + purls.get(i)
                                    + "\"}}"
                            : "\"p" + i + "\"");
        }
        return out.toString();
    }
}
