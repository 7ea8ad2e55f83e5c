package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that were built from source, judged by records of the CVE list and of the NVD. */
class ProgramsTest {
    private final World world;

    ProgramsTest(@TempDir Path folder) {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void openssl() {
        world.file("cve/CVE-2023-0286.json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "CVE-2023-0286", "state": "PUBLISHED", "assignerShortName": "openssl"},
                 "containers": {"cna": {"title": "X.400 address type confusion",
                   "affected": [{"defaultStatus": "unaffected", "vendor": "OpenSSL", "product": "OpenSSL", "versions": [
                     {"version": "3.0.0", "lessThan": "3.0.8", "status": "affected", "versionType": "semver"},
                     {"version": "1.0.2", "lessThan": "1.0.2zg", "status": "affected", "versionType": "custom"}]}]}}}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.2u, '1.0.2zg'",
        "1.0.2zf, '1.0.2zg'",
        "1.0.2zg, ''",
        "1.0.2zh, ''",
        "1.1.1k, ''",
        "3.0.0-alpha1, ''",
        "3.0.7, '3.0.8'",
        "3.0.10, ''",
    })
    void updatesByLetters(String version, String fixed) {
        openssl();
        Installed installed = Installed.of("OpenSSL", "openssl", version);
        if (fixed.isEmpty()) {
            assertThat(world.found(installed)).isEmpty();
        } else {
            assertThat(world.found(installed)).containsExactly("openssl: CVE-2023-0286, " + fixed);
        }
        assertThat(world.facts(installed)).isEmpty();
    }

    /** A version that is none of the program's own is not clean. */
    @Test
    void aVersionThatIsNone() {
        openssl();
        Installed installed = Installed.of("OpenSSL", "openssl", "1.0.2k-fips");
        assertThat(world.found(installed)).isEmpty();
        assertThat(world.facts(installed)).singleElement().asString().contains("the version is none in OpenSSL order");
    }

    /** Where the database has no record of a program, nobody has judged it. */
    @Test
    void aProgramOfWhichThereAreNoRecords() {
        openssl();
        assertThat(world.facts(Installed.of("PHP", "php", "8.1.2")))
                .containsExactly("NO_ADVISORIES the advisory database has no feed for PHP, which 1 package is of");
    }

    private static final String PHP = """
            {"id": "CVE-2025-000%d", "published": "2025-01-02T00:00:00.000", "lastModified": "2025-01-03T00:00:00.000",
             "vulnStatus": "Analyzed", "configurations": [{"operator": "AND", "nodes": [
               {"operator": "OR", "negate": false, "cpeMatch": [{"vulnerable": true,
                 "criteria": "cpe:2.3:a:php:php:*:*:*:*:*:*:*:*", "versionEndExcluding": "8.1.28"}]},
               {"operator": "OR", "negate": false, "cpeMatch": [{"vulnerable": false, "criteria": "%s"}]}]}]}
            """;

    /** Running on: Linux is what it runs on, Windows is not, and of anything else nobody can tell. */
    @Test
    void whatAProgramRunsOn() {
        world.file("nvd/1.json", PHP.formatted(1, "cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*"))
                .file("nvd/2.json", PHP.formatted(2, "cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*"))
                .file("nvd/3.json", PHP.formatted(3, "cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*"));
        Installed before = Installed.of("PHP", "php", "8.1.2");
        Installed after = Installed.of("PHP", "php", "8.1.28");
        assertThat(world.found(before)).containsExactly("php: CVE-2025-0001, 8.1.28");
        assertThat(world.facts(before))
                .singleElement()
                .asString()
                .contains("CVE-2025-0003", "it says so only together with apache:http_server");
        assertThat(world.found(after)).isEmpty();
        assertThat(world.facts(after)).isEmpty();
        assertThat(world.explained("CVE-2025-0003", before))
                .singleElement()
                .asString()
                .startsWith("CANNOT_TELL")
                .contains("only together with apache:http_server");
    }

    /** A user's own word on a program, by its package URL. */
    @Test
    void aUsersWordOnAProgram() {
        openssl();
        world.file("mine/vex.json", """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1", "author": "us",
                 "timestamp": "2025-01-01T00:00:00Z", "version": 1, "statements": [
                  {"vulnerability": {"name": "CVE-2023-0286"}, "products": [{"@id": "pkg:generic/openssl@3.0.7"}],
                   "status": "not_affected", "justification": "vulnerable_code_not_present"}]}
                """);
        assertThat(world.found(Installed.of("OpenSSL", "openssl", "3.0.7"))).isEmpty();
        assertThat(world.found(Installed.of("OpenSSL", "openssl", "3.0.6"))).hasSize(1);
    }

    /** What CISA added counts where the author of a record wrote {@code n/a}, and there alone. */
    @ParameterizedTest
    @CsvSource({"n/a, 1.19.0, true", "n/a, 1.20.1, false", "nginx, 1.19.0, false", "something else, 1.19.0, false"})
    void whatOthersAddToARecord(String product, String version, boolean isAffected) {
        openssl(); // something that is known, whatever becomes of this record
        world.file("cve/CVE-2021-0001.json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "CVE-2021-0001", "state": "PUBLISHED", "assignerShortName": "mitre"},
                 "containers": {"cna": {"affected": [{"vendor": "nginx", "product": "%s",
                   "versions": [{"version": "1.0.0", "status": "affected"}]}]},
                  "adp": [{"title": "CISA ADP Vulnrichment", "affected": [{"vendor": "f5", "product": "nginx",
                    "defaultStatus": "unknown", "versions": [
                     {"version": "0.6.18", "lessThan": "1.20.1", "status": "affected", "versionType": "custom"}]}]}]}}
                """.formatted(product));
        assertThat(world.found(Installed.of("nginx", "nginx", version))).hasSize(isAffected ? 1 : 0);
    }
}
