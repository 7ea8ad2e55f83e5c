package io.tidewaiter.advisory.cpan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in the shape of {@code cpan-security-advisory.json}. */
class CpanAdvisoriesTest {
    @TempDir
    private Path folder;

    private Compiled compiled(String dists) {
        return Compiled.of(
                new Feeds(folder.resolve("feeds")).file("cpansa/cpan-security-advisory.json", """
                {"meta": {"commit": "x", "epoch": 1}, "module2dist": {"A::B": "A-B"}, "dists": {%s}}
                """.formatted(dists)),
                folder.resolve("a.db"));
    }

    private static String advisory(String id, String cves, String affected, String fixed) {
        return """
                {"id": "%s", "distribution": "libwww-perl", "cves": [%s], "affected_versions": [%s],
                 "fixed_versions": [%s], "reported": "2026-05-17", "severity": null, "description": "A flaw.\\nMore.",
                 "references": ["https://example.org/1"], "x": {"y": [1]}}
                """.formatted(id, cves, affected, fixed);
    }

    private static String distribution(String advisories) {
        return """
                "libwww-perl": {"main_module": "LWP", "versions": [{"date": "x", "version": "6.00"}], "advisories": [%s]}
                """.formatted(advisories);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'<0.34'                  | '>=0.34' | introduced 0, fixed 0.34",
                "'<=1.94'                 | '>=1.95' | introduced 0, fixed 1.95",
                "'<=1.94'                 |          | introduced 0, last 1.94; AFFECTED",
                "'<=1.94'                 | '>=1.90' | introduced 0, last 1.94; AFFECTED",
                "'<1.3', '>=2.9003,<4.039' | '>=4.039' | introduced 0, fixed 1.3, introduced 2.9003, fixed 4.039",
                "'>=2.007000_002,<=2.055001' |       | introduced 2.007000_002, last 2.055001; AFFECTED",
                "'=1.71_02'               |          | introduced 1.71_02, last 1.71_02; AFFECTED",
                "'==1.2.0.4,==1.2.0.5'    |          | introduced 1.2.0.4, last 1.2.0.4, introduced 1.2.0.5, last 1.2.0.5; AFFECTED",
                "'2.0.9'                  |          | introduced 2.0.9, last 2.0.9; AFFECTED",
                "'>0'                     |          | introduced 0; AFFECTED",
                "'>=0.14'                 |          | introduced 0.14; AFFECTED",
                "'>1.219,<1.227'          | '>=1.227' | introduced 1.219001, fixed 1.227",
                "'>1.2.3'                 |          | introduced 1.2.3.1; AFFECTED",
                "'>0.45_02'               |          | introduced 0.45_0200001; AFFECTED",
                "'>=1,<2,>=3,<4'          | '>=4'    | introduced 1, fixed 2, introduced 3, fixed 4",
                "'>=1,<2,>=2.5'           |          | introduced 1, fixed 2, introduced 2.5",
                "'>=1,>=0.5,<4,<3'        |          | introduced 1, fixed 3",
                "'<2,>=1'                 |          | introduced 1, fixed 2",
                "'>=1,<=3,!=2'            |          | introduced 1, fixed 2, introduced 2.001, last 3",
                "'>=1,<3,!=3'             |          | introduced 1, fixed 3",
                "'>=1,<=3,!=3'            |          | introduced 1, fixed 3",
                "'>=1,<=3,!=1'            |          | introduced 1.001, last 3; AFFECTED",
                "'>undef'                 |          | introduced 0; AFFECTED",
                "'>1.'                    |          | introduced 1.001; AFFECTED",
                "'!=2'                    |          | introduced 0, fixed 2, introduced 2.001",
                "'<.34'                   |          | introduced 0, fixed .34",
                "'<v3.10.0'               |          | introduced 0, fixed v3.10.0",
            })
    void everyFormOfAffectedVersions(String affected, String fixed, String expected) {
        String advisory = advisory(
                "CPANSA-x-1",
                "\"CVE-2025-0001\"",
                affected.replace('\'', '"'),
                fixed == null ? "" : fixed.replace('\'', '"'));
        try (Compiled compiled = compiled(distribution(advisory))) {
            assertThat(compiled.says("CPAN", "libwww-perl")).containsExactly("CPANSA-x-1 of CPANSA: " + expected);
            assertThat(compiled.says("CPAN", "LWP")).as("by its main module").hasSize(1);
            assertThat(compiled.report().count("refused parts")).isZero();
        }
    }

    @Test
    void namesOfVulnerabilitiesAndWhatIsBroken() {
        String advisories = String.join(
                ",",
                advisory("CPANSA-x-1", "\"CVE-2025-0001\", \"CVE-2025-0002\"", "\"<1\"", ""),
                advisory("CPANSA-x-2", "", "\"0.1\"", "\">=0.3\""),
                advisory("CPANSA-x-2", "", "\"0.2\"", ""),
                advisory("CPANSA-x-3", "", "\"before one\", \"!<2\", \"<2,\", \">=3,<2\"", ""),
                advisory("", "", "\"<1\"", ""),
                "7");
        try (Compiled compiled = compiled("\"Bad\": [1], " + distribution(advisories))) {
            assertThat(compiled.says("CPAN", "libwww-perl"))
                    .containsExactly(
                            "CPANSA-x-1 of CPANSA: introduced 0, fixed 1",
                            "CPANSA-x-2 of CPANSA: introduced 0.1, last 0.1, introduced 0.2, last 0.2; AFFECTED");
            assertThat(compiled.report().count("refused parts")).isEqualTo(7);
        }
    }

    /** Its versions are collected once, however often it stands there. */
    @Test
    void oneAdvisoryThatStandsThereForEachVersion() {
        String advisories = IntStream.range(0, 40_000)
                .mapToObj(i -> advisory("CPANSA-x-1", "", "\"9." + i + "\"", ""))
                .collect(Collectors.joining(","));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (Compiled compiled = compiled(distribution(advisories))) {
                assertThat(compiled.says("CPAN", "LWP"))
                        .singleElement()
                        .satisfies(said -> assertThat(said).contains("introduced 9.77, last 9.77"));
            }
        });
    }

    @Test
    void anotherDocument() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("cpansa/a.json", "{\"meta\": {}}")
                .file(
                        "cpansa/b.json",
                        "{\"dists\": {%s}}".formatted(distribution(advisory("CPANSA-x-1", "", "\"<1\"", ""))));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("refused")).isOne();
        }
    }
}
