package io.tidewaiter.vuln;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsvReaderTest {
    private static final String WHOLE = """
            {
              "schema_version": "1.7.3", "id": "GHSA-0000-0000-0001", "modified": "2025-02-01T00:00:00Z",
              "published": "2025-01-01T00:00:00Z", "aliases": ["CVE-2025-0001"], "upstream": ["CVE-2025-0002"],
              "related": ["CVE-2025-0003", {"type": "CAUSES", "id": "CVE-2025-0004"}],
              "summary": "one line", "details": "more",
              "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
              "affected": [{
                "package": {"ecosystem": "Ubuntu:22.04:LTS", "name": "curl", "purl": "pkg:deb/ubuntu/curl"},
                "severity": [{"type": "Ubuntu", "score": "low"}],
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "7.81.0-1ubuntu1.20"}],
                            "database_specific": {"x": [1, {"y": null}]}},
                           {"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"last_affected": "1.2.3"}]},
                           {"type": "GIT", "repo": "https://example.org/x", "events": [{"introduced": "0"}]}],
                "versions": ["7.81.0-1", "7.81.0-1ubuntu1"],
                "ecosystem_specific": {"urgency": "low", "binaries": [{"binary_name": "libcurl4", "binary_version": "7"}],
                                       "imports": [{"path": "a/b", "symbols": ["F", "T.G"]}, {"path": "c"}]},
                "database_specific": {"source": "https://example.org", "cvss": 9.8, "deep": {"no": 1}}
              }],
              "references": [{"type": "FIX", "url": "https://example.org/fix"}, {"type": "WEB", "url": "not an address"}],
              "credits": [{"name": "someone", "contact": ["x"]}], "database_specific": {"github_reviewed": true}
            }
            """;

    private final OsvReader reader = new OsvReader(OsvLimits.DEFAULT);

    private OsvReading read(String document) {
        return reader.read(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEverythingThatMatchingAndReportsNeed() {
        OsvReading.Understood understood = (OsvReading.Understood) read(WHOLE);
        OsvRecord record = understood.record();
        assertThat(understood.notes()).containsExactly("a reference that is no web address");
        assertThat(record.id()).isEqualTo("GHSA-0000-0000-0001");
        assertThat(record.aliases()).containsExactly("CVE-2025-0001");
        assertThat(record.upstream()).containsExactly("CVE-2025-0002");
        assertThat(record.related()).containsExactly("CVE-2025-0003", "CVE-2025-0004");
        assertThat(record.references()).containsExactly(new OsvReference("FIX", "https://example.org/fix"));
        assertThat(record.databaseSpecific()).containsEntry("github_reviewed", "true");
        OsvAffected affected = record.affected().getFirst();
        assertThat(affected.ecosystem()).isEqualTo("Ubuntu:22.04:LTS");
        assertThat(affected.ranges())
                .containsExactly(
                        new VersionRange(
                                VersionRange.Kind.ECOSYSTEM,
                                List.of(new RangeEvent.Introduced("0"), new RangeEvent.Fixed("7.81.0-1ubuntu1.20"))),
                        new VersionRange(
                                VersionRange.Kind.SEMVER,
                                List.of(new RangeEvent.Introduced("1.0.0"), new RangeEvent.LastAffected("1.2.3"))),
                        new VersionRange(VersionRange.Kind.GIT, List.of(new RangeEvent.Introduced("0"))));
        assertThat(affected.versions()).containsExactly("7.81.0-1", "7.81.0-1ubuntu1");
        assertThat(affected.severity()).containsExactly(new OsvSeverity("Ubuntu", "low"));
        assertThat(affected.binaries()).containsExactly(new OsvAffected.Binary("libcurl4", "7"));
        assertThat(affected.symbols()).containsExactly("a/b#F", "a/b#T.G", "c");
        assertThat(affected.databaseSpecific()).containsEntry("cvss", "9.8").doesNotContainKey("deep");
    }

    /** The tags of Go's own database beside its ranges; nothing of them where one cannot be compared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'ECOSYSTEM', 'events': [{'introduced': '0'}, {'fixed': '1.9.0'}]} | 2",
                "{'events': [{'introduced': '0'}]}, {'events': [{'introduced': '3.0.0-rc1'}, {'fixed': '3.2'}]} | 3",
                "{'events': [{'introduced': '0'}, {'fixed': 'edge-24.6.2'}]} | 1",
                "{'events': [{'introduced': '0'}, {'fixed': '0.0.0-20250521183405-c7a690348df7'}]} | 1",
                "{'events': [{'introduced': '0'}, {'fixed': '1.9.0'}]}, {'events': [{'fixed': '1.9.0'}]} | 1",
                "{'events': [{'introduced': '0'}, {'last_affected': '1.9.0'}]} | 1",
                "{'events': 7}, 7 | 1",
            })
    void rangesByTags(String custom, int ranges) {
        String document = """
                {'id': 'GO-1', 'modified': 'x', 'affected': [{'package': {'ecosystem': 'Go', 'name': 'a'},
                  'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0'}]}],
                  'ecosystem_specific': {'custom_ranges': [%s], 'imports': []}}]}
                """.formatted(custom);
        OsvReading.Understood understood = (OsvReading.Understood) read(document.replace('\'', '"'));
        assertThat(understood.record().affected().getFirst().ranges()).hasSize(ranges);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | not a JSON object",
                "[]                                         | not a JSON object",
                "{}                                         | no id",
                "{'id': 'A'}                                | no modified date",
                "{'id': 7}                                  | id is",
                "{'id': 'A', 'modified': 'x'} {}            | something follows",
                "{'id': 'A', 'modified': 'x'                | not JSON",
                "{'id': 'A', 'modified': 'x', 'affected': 7} | affected is",
                "{'id': 'A', 'modified': 'x', 'affected': [{'package': {'ecosystem': 'npm'}}]} | without ecosystem or name",
                "{'id': 'A', 'modified': 'x', 'affected': [{'versions': [1]}]} | versions is",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'NEW', 'events': [{'introduced': '0'}]}]}]} | range of a type",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'SEMVER', 'events': []}]}]} | without an introduced",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0', 'fixed': '1'}]}]}]} | 2 keys",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'SEMVER', 'events': [{'introduced': ''}]}]}]} | without a version",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'SEMVER', 'events': [{'since': '1'}]}]}]} | does not know",
                "{'id': 'A', 'modified': 'x', 'affected': [{'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0'}, {'fixed': '1'}, {'last_affected': '2'}]}]}]} | mixes",
            },
            quoteCharacter = '`')
    void refusesWhatItCannotTrustAndSaysWhy(String document, String reason) {
        OsvReading.Refused refused = (OsvReading.Refused) read(document.replace('\'', '"'));
        assertThat(refused.reason())
                .contains(reason)
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContain("\n");
    }

    @Test
    void everyLimitIsAReason() {
        OsvReader small = new OsvReader(new OsvLimits(2_000, 8, 100, 10, 3, 1));
        String head = "{\"id\": \"A\", \"modified\": \"x\", ";
        assertThat(reason(small, head + " ".repeat(3_000) + "\"x\": 1}")).contains("bytes, more than 2000");
        assertThat(reason(small, head + "\"x\": " + "[".repeat(20) + "]".repeat(20) + "}"))
                .contains("not JSON within limits");
        assertThat(reason(small, head + "\"details\": \"" + "x".repeat(200) + "\"}"))
                .contains("not JSON within limits");
        assertThat(reason(small, head + "\"aliases\": [\"1\", \"2\", \"3\", \"4\"]}"))
                .contains("more than 3 entries");
        OsvReading cut = small.read((head + "\"details\": \"12345678901234\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(((OsvReading.Understood) cut).record().details()).isEqualTo("1234567890");
    }

    private static String reason(OsvReader reader, String document) {
        return ((OsvReading.Refused) reader.read(document.getBytes(StandardCharsets.UTF_8))).reason();
    }

    @Test
    void cutAndFlippedDocumentsAreNeverAnException() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 7) {
            OsvReading reading = reader.read(java.util.Arrays.copyOf(whole, length));
            assertThat(reading).isInstanceOf(OsvReading.Refused.class);
        }
        Random random = new Random(8L);
        for (int i = 0; i < 3_000; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
            assertThat(reader.read(flipped)).isNotNull();
        }
    }

    @Test
    void theBrokenDocumentsOfPublicFeedsAreSetAsideOrNoted() throws IOException {
        Path folder = SharedFiles.require("data", "advisories-invalid");
        int refused = 0;
        int understood = 0;
        try (Stream<Path> documents = Files.list(folder)) {
            for (Path document : documents.sorted().toList()) {
                switch (reader.read(Files.readAllBytes(document))) {
                    case OsvReading.Refused one -> {
                        assertThat(one.reason()).as("%s", document).isNotBlank();
                        assertThat(one.id()).as("%s", document).isNotBlank();
                        refused++;
                    }
                    case OsvReading.Understood _ -> understood++;
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(refused + understood).isEqualTo(52);
    }
}
