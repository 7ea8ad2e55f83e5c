package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the OSV schema (docs/schema.md of ossf/osv-schema, 51b8156), without their prose: every record, and
 * every range of the section on evaluation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OsvSchemaExamplesTest {
    private static final List<String> RECORDS = List.of(
            "GHSA-r9p9-mrjm-926w",
            "OSV-2020-584",
            "RUSTSEC-2019-0033",
            "PYSEC-2021-XXXX",
            "DSA-3029-1",
            "CVE-2019-3881",
            "HSEC-2023-0006",
            "HSEC-2023-0006-GHC",
            "RSEC-2023-2");

    @TempDir
    private static Path folder = Path.of("");

    private World world = new World(Path.of(System.getProperty("java.io.tmpdir"), "none"));

    @BeforeAll
    void records() {
        world = new World(folder);
        RECORDS.forEach(id -> world.file(id + ".json", resource("osv-schema/" + id + ".json")));
        range("unfixed", "SEMVER", "{\"introduced\": \"0\"}");
        range("fixed", "SEMVER", "{\"introduced\": \"0\"}, {\"fixed\": \"1.0.2\"}");
        range(
                "multiple",
                "SEMVER",
                "{\"introduced\": \"1.0.0\"}, {\"fixed\": \"1.0.2\"}, {\"introduced\": \"3.0.0\"}, {\"fixed\": \"3.2.5\"}");
        range(
                "shuffled",
                "SEMVER",
                "{\"fixed\": \"3.2.5\"}, {\"introduced\": \"3.0.0\"}, {\"introduced\": \"1.0.0\"}, {\"fixed\": \"1.0.2\"}");
        range("git", "GIT", "{\"introduced\": \"X\"}, {\"fixed\": \"Y\"}");
        range("limited", "GIT", "{\"introduced\": \"X\"}, {\"limit\": \"Y\"}");
        range("last", "ECOSYSTEM", "{\"introduced\": \"0\"}, {\"last_affected\": \"2.1.214\"}");
        range("before", "SEMVER", "{\"introduced\": \"0\"}, {\"fixed\": \"2.1.214\"}");
        range("bounded", "SEMVER", "{\"introduced\": \"1.0.0\"}, {\"limit\": \"2.0.0\"}, {\"limit\": \"3.0.0\"}");
    }

    private void range(String name, String type, String events) {
        world.file(name + ".json", """
                {"id": "x_%s", "modified": "2025-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "npm",
                 "name": "%s"}, "ranges": [{"type": "%s", "repo": "https://example.org", "events": [%s]}]}]}
                """.formatted(name, name, type, events));
    }

    private static String resource(String name) {
        try (InputStream in = OsvSchemaExamplesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "npm, elliptic, 6.5.3 0.0.1 6.5.4-rc.1, 6.5.4 7.0.0",
        "crates.io, http, 0.1.19 0.1.0, 0.1.20 1.0.0",
        "PyPI, pikepdf, 2.8.0 2.8.0.post2 2.9.2 2.10.0rc1, 2.7.9 2.10.0 3.0",
        "Debian:7, nginx, 1.2.1-2.2 1.2.1-2.2+wheezy2, 1.2.1-2.2+wheezy3 1.6.2-1",
        "RubyGems, bundler, 1.14.0 1.15.0.pre.1 2.0.2 2.1.0.pre.3, 1.13.7 2.1.0",
        "Hackage, x509-validation, 1.4.0 1.4.7, 1.3.9 1.4.8",
        "GHC, RTS, 9.2.2, 9.2.1 9.2.3",
        "CRAN, readxl, 1.4.1, 1.4.0 1.4.2",
        "npm, unfixed, 0.0.1 99.0.0, ",
        "npm, fixed, 0.0.1 1.0.1 1.0.2-rc.1, 1.0.2 1.0.3",
        "npm, multiple, 1.0.0 1.0.1 3.0.0 3.2.4, 0.9.9 1.0.2 2.0.0 3.2.5 4.0.0",
        "npm, shuffled, 1.0.0 1.0.1 3.0.0 3.2.4, 0.9.9 1.0.2 2.0.0 3.2.5 4.0.0",
        "npm, last, 0.0.1 2.1.213 2.1.214, 2.1.215",
        "npm, before, 0.0.1 2.1.213, 2.1.214 2.1.215",
        "npm, bounded, 1.0.0 1.9.9 2.9.9, 0.9.0 3.0.0",
    })
    void evaluatesToTheLetter(String ecosystem, String name, String affected, String others) {
        for (String version : affected.split(" ")) {
            assertThat(world.found(Installed.of(ecosystem, name, version)))
                    .as(version)
                    .isNotEmpty();
        }
        for (String version : others == null ? new String[0] : others.split(" ")) {
            assertThat(world.found(Installed.of(ecosystem, name, version)))
                    .as(version)
                    .isEmpty();
        }
    }

    /** Commits say nothing of a version: neither a match nor "not affected". */
    @ParameterizedTest
    @CsvSource({"OSS-Fuzz, icu", "npm, git", "npm, limited"})
    void commitsAloneCannotTell(String ecosystem, String name) {
        assertThat(world.found(Installed.of(ecosystem, name, "1.0.0"))).isEmpty();
        assertThat(world.facts(Installed.of(ecosystem, name, "1.0.0")))
                .singleElement()
                .asString()
                .startsWith("CANNOT_TELL");
    }

    @Test
    void everyRecordIsUnderstoodAndNamedAsItsVulnerability() {
        assertThat(world.db().facts().counts().stream()
                        .filter(count -> count.name().startsWith("refused"))
                        .toList())
                .isEmpty();
        assertThat(world.found(Installed.of("npm", "elliptic", "6.5.3")))
                .containsExactly("elliptic: CVE-2020-28498, 6.5.4");
        assertThat(world.found(Installed.of("Debian:7", "nginx", "1.2.1-2.2")))
                .containsExactly("nginx: CVE-2014-3616, 1.2.1-2.2+wheezy3");
        assertThat(world.found(Installed.of("crates.io", "http", "0.1.0")))
                .containsExactly("http: CVE-2019-25008, 0.1.20", "http: CVE-2020-25574, 0.1.20");
        assertThat(world.found(Installed.of("CRAN", "readxl", "1.4.1")).getFirst())
                .endsWith(", 1.4.2");
    }
}
