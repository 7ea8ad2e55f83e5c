package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.8: versions compared in another order than the ecosystem's own. 44 is c09; 46 to 48 are also tests of the catalog. */
class Section78VersionsTest extends Caused {
    @ParameterizedTest
    @CsvSource({
        "c42 the release of an apk is no pre-release, Alpine:v3.20, curl, introduced 0 fixed 8.9.0-r0, 8.9.0-r1, ''",
        "c42 the release of an apk is compared, Alpine:v3.20, curl, introduced 0 fixed 8.9.0-r2, 8.9.0-r1, match",
        "c43 a release candidate is before the release, Alpine:v3.11, jq, introduced 0 fixed 1.6-r0, 1.6_rc1-r1, match",
        "c43 and not behind it, Alpine:v3.11, jq, introduced 0 fixed 1.6_rc1-r0, 1.6-r0, ''",
        "c45 a pseudo-version of Go is before the next tag, Go, a.org/b, introduced 0 fixed 1.2.3, v1.2.3-0.20191109021931-daa7c04131f5, match",
        "c45 and behind the last, Go, a.org/b, introduced 0 fixed 1.2.2, v1.2.3-0.20191109021931-daa7c04131f5, ''",
        "c45 what has no version cannot be told, Go, a.org/b, introduced 0 fixed 1.2.2, (devel), ?",
        "c46 c48 the standard library by the release of Go, Go, stdlib, introduced 1.21.0-0 fixed 1.21.5, go1.21.4, match",
        "c46 c48 with an experiment behind it, Go, stdlib, introduced 1.21.0-0 fixed 1.21.5, go1.21.5 X:boringcrypto, ''",
        "c46 c48 a release candidate of Go, Go, stdlib, introduced 1.21.0-0 fixed 1.21.5, go1.21rc2, match",
        "c48 another line of Go, Go, stdlib, introduced 1.21.0-0 fixed 1.21.5, go1.20.12, ''"
    })
    void everyEcosystemsOwnOrder(
            String cause, String ecosystem, String name, String events, String version, String expected) {
        world.osv("x_1 | %s | %s | %s | \"aliases\": [\"CVE-2025-0001\"],".formatted(ecosystem, name, events));
        Installed installed = Installed.of(ecosystem, name, version);
        assertThat(world.found(installed)).as(cause).hasSize(expected.equals("match") ? 1 : 0);
        assertThat(world.facts(installed)).as(cause).hasSize(expected.equals("?") ? 1 : 0);
    }
}
