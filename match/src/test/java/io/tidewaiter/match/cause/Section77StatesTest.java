package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 7.7: what distributions say of a vulnerability besides a fixed version. */
class Section77StatesTest extends Caused {
    private static Installed curl() {
        return Installed.of("Debian:12", "curl", "7.88.1-10");
    }

    @ParameterizedTest
    @CsvSource({
        "unimportant, open, '', WILL_NOT_FIX",
        "low, open, '\"nodsa\": \"Minor issue\"', AFFECTED",
        "low, open, '\"nodsa_reason\": \"ignored\", \"nodsa\": \"x\"', WILL_NOT_FIX",
        "low, open, '\"nodsa_reason\": \"postponed\", \"nodsa\": \"x\"', FIX_DEFERRED",
        "end-of-life, open, '', END_OF_LIFE",
        "not yet assigned, undetermined, '', UNDER_INVESTIGATION",
    })
    void c38c39StatesOfTheDebianTracker(String urgency, String status, String more, String state) {
        String members = "\"status\": \"%s\", \"urgency\": \"%s\"%s"
                .formatted(status, urgency, more.isEmpty() ? "" : ", " + more);
        world.file("debian-tracker/data.json", tracker("curl", "CVE-2025-0001", members));
        assertThat(world.match(curl()).matches().getFirst().match().fixState()).hasToString(state);
        if (urgency.equals("unimportant")) {
            assertThat(world.match(curl())
                            .matches()
                            .getFirst()
                            .match()
                            .vulnerability()
                            .severity())
                    .hasToString("NEGLIGIBLE");
        }
    }

    @Test
    void c40AFixOfUbuntuProCountsWhereTheImageHasPro() {
        world.osv("""
                UBUNTU-1 | Ubuntu:18.04:LTS | bash | introduced 0 | "upstream": ["CVE-2025-0001"],
                UBUNTU-2 | Ubuntu:Pro:18.04:LTS | bash | introduced 0 fixed 4.4.18-2ubuntu1.3+esm1 | "upstream": ["CVE-2025-0001"],
                """);
        Installed plain = Installed.of("Ubuntu:18.04:LTS", "bash", "4.4.18-2ubuntu1.3");
        Installed pro = Installed.of("Ubuntu:18.04:LTS", "bash", "4.4.18-2ubuntu1.3+esm1");
        assertThat(world.found(plain)).containsExactly("bash: CVE-2025-0001");
        world.channels("ubuntu-pro:esm-infra");
        assertThat(world.found(plain)).containsExactly("bash: CVE-2025-0001, 4.4.18-2ubuntu1.3+esm1");
        assertThat(world.found(pro)).isEmpty();
        assertThat(world.overruled(pro)).hasSize(1);
    }

    @Test
    void c40BuildsOfThePocketsForFipsAreComparedWithTheirOwnFixes() {
        world.osv("""
                UBUNTU-1 | Ubuntu:22.04:LTS | openssl | introduced 0 fixed 3.0.2-0ubuntu1.19 | "upstream": ["CVE-2025-0001"],
                UBUNTU-2 | Ubuntu:Pro:FIPS-updates:22.04:LTS | openssl | introduced 0 fixed 3.0.2-0ubuntu1.18+Fips1 | "upstream": ["CVE-2025-0001"],
                UBUNTU-3 | Ubuntu:Pro:FIPS-updates:22.04:LTS | linux-fips | introduced 0 fixed 5.15.0-140.150+fips1 | "upstream": ["CVE-2025-0002"],
                """);
        world.channels("ubuntu-pro:fips-updates", "ubuntu-pro:esm-infra");
        String jammy = "Ubuntu:22.04:LTS";
        assertThat(world.found(Installed.of(jammy, "openssl", "3.0.2-0ubuntu1.18+Fips1")))
                .isEmpty();
        assertThat(world.found(Installed.of(jammy, "openssl", "3.0.2-0ubuntu1.17+Fips1")))
                .containsExactly("openssl: CVE-2025-0001, 3.0.2-0ubuntu1.18+Fips1");
        assertThat(world.found(Installed.of(jammy, "openssl", "3.0.2-0ubuntu1.18")))
                .as("not a build of that pocket")
                .containsExactly("openssl: CVE-2025-0001, 3.0.2-0ubuntu1.19");
        assertThat(world.found(Installed.of(jammy, "linux-fips", "5.15.0-73.80+fips1")))
                .containsExactly("linux-fips: CVE-2025-0002, 5.15.0-140.150+fips1");
    }

    @Test
    void c40ABuildForFipsIsKnownByItsVersionOrAsAKernelByItsName() {
        world.osv("""
                UBUNTU-1 | Ubuntu:20.04:LTS | openssl | introduced 0 fixed 1.1.1f-1ubuntu2.24 | "upstream": ["CVE-2025-0001"],
                UBUNTU-2 | Ubuntu:Pro:FIPS-updates:20.04:LTS | openssl | introduced 0 fixed 1.1.1f-1ubuntu2.fips.24 | "upstream": ["CVE-2025-0001"],
                UBUNTU-3 | Ubuntu:Pro:FIPS-updates:20.04:LTS | linux-fips | introduced 0 fixed 5.4.0-1100.110 | "upstream": ["CVE-2025-0002"],
                UBUNTU-4 | Ubuntu:16.04:LTS | openssl | introduced 0 fixed 1.0.2g-1ubuntu4.9 | "upstream": ["CVE-2025-0003"],
                UBUNTU-5 | Ubuntu:Pro:FIPS:16.04:LTS | openssl | introduced 0 fixed 1.0.2g-1ubuntu4.fips.4.9 | "upstream": ["CVE-2025-0004"],
                UBUNTU-6 | Ubuntu:Pro:FIPS:20.04:LTS | openssl | introduced 0 | "upstream": ["CVE-2025-0001"],
                """);
        String focal = "Ubuntu:20.04:LTS";
        assertThat(world.found(Installed.of(focal, "openssl", "1.1.1f-1ubuntu2.fips.17")))
                .containsExactly("openssl: CVE-2025-0001, 1.1.1f-1ubuntu2.fips.24");
        assertThat(world.found(Installed.of(focal, "openssl", "1.1.1f-1ubuntu2.fips.24")))
                .isEmpty();
        assertThat(world.found(Installed.of(focal, "linux-image-5.4.0-1026-fips", "5.4.0-1026.30")
                        .source("linux-fips", "5.4.0-1026.30")))
                .containsExactly("linux-image-5.4.0-1026-fips: CVE-2025-0002, 5.4.0-1100.110");
        assertThat(world.found(Installed.of("Ubuntu:16.04:LTS", "openssl", "1.0.2g-1ubuntu4.fips.4.6")))
                .as("16.04 had no pocket with updates")
                .contains("openssl: CVE-2025-0004, 1.0.2g-1ubuntu4.fips.4.9");
    }

    @Test
    void c40AKernelOfAPocketOfItsOwnIsComparedWithItsFixes() {
        world.osv("""
                UBUNTU-1 | Ubuntu:Pro:22.04:LTS:Realtime:Kernel | linux-realtime | introduced 0 fixed 5.15.0-1100.110 | "upstream": ["CVE-2025-0001"],
                UBUNTU-2 | Ubuntu:22.04:LTS:for:NVIDIA:BlueField | linux-bluefield | introduced 0 fixed 5.15.0-1060.62 | "upstream": ["CVE-2025-0002"],
                UBUNTU-3 | Ubuntu:22.04:LTS | linux | introduced 0 fixed 5.15.0-170.180 | "upstream": ["CVE-2025-0003"],
                UBUNTU-4 | Ubuntu:22.04:LTS | linux-bluefield | introduced 0 fixed 5.15.0-1061.63 | "upstream": ["CVE-2025-0004"],
                UBUNTU-5 | Ubuntu:Pro:22.04:LTS | linux-bluefield | introduced 0 fixed 5.15.0-1062.64 | "upstream": ["CVE-2025-0005"],
                """);
        String jammy = "Ubuntu:22.04:LTS";
        assertThat(world.found(Installed.of(jammy, "linux-image-5.15.0-1026-realtime", "5.15.0-1026.29")
                        .source("linux-realtime", "5.15.0-1026.29")))
                .containsExactly("linux-image-5.15.0-1026-realtime: CVE-2025-0001, 5.15.0-1100.110");
        assertThat(world.found(Installed.of(jammy, "linux-image-5.15.0-1026-bluefield", "5.15.0-1026.28")
                        .source("linux-bluefield", "5.15.0-1026.28")))
                .containsExactly(
                        "linux-image-5.15.0-1026-bluefield: CVE-2025-0002, 5.15.0-1060.62",
                        "linux-image-5.15.0-1026-bluefield: CVE-2025-0004, 5.15.0-1061.63");
        world.channels("ubuntu-pro:esm-infra");
        assertThat(world.found(Installed.of(jammy, "linux-image-5.15.0-1026-bluefield", "5.15.0-1026.28")
                        .source("linux-bluefield", "5.15.0-1026.28")))
                .contains("linux-image-5.15.0-1026-bluefield: CVE-2025-0005, 5.15.0-1062.64");
    }

    @Test
    void c41AnAlpineRecordSpeaksFromWhereItSaysAndZeroMeansNever() {
        world.file("alpine-secdb/v3.20/main.json", """
                {"distroversion": "v3.20", "reponame": "main", "packages": [
                  {"pkg": {"name": "musl", "secfixes": {"1.2.5-r1": ["CVE-2025-0001"], "0": ["CVE-2025-0002"]}}}]}
                """);
        Installed musl = Installed.of("Alpine:v3.20", "musl", "1.2.5-r0").source("musl", "1.2.5-r0");
        assertThat(world.found(musl)).containsExactly("musl: CVE-2025-0001, 1.2.5-r1");
        assertThat(world.explained("CVE-2025-0002", musl))
                .singleElement()
                .asString()
                .contains("not affected");
    }

    /** Of a release that Debian supports no more, Freexian's word counts where the image has its archive. */
    @Test
    void c38ExtendedSupportSpeaksWhereTheImageHasIt() {
        world.file("debian-tracker/data.json", """
                {"curl": {"CVE-2025-0001": {"releases": {"buster": {"status": "open", "urgency": "end-of-life"}}}}}
                """).file("debian-elts/data.json", """
                {"curl": {
                  "CVE-2025-0001": {"releases": {"buster": {"status": "resolved", "fixed_version": "7.64.0-4+deb10u11"}}},
                  "CVE-2025-0002": {"releases": {"buster": {"status": "open", "urgency": "not yet assigned"}}},
                  "CVE-2025-0003": {"releases": {"buster": {"status": "resolved", "fixed_version": "0"}}}}}
                """);
        Installed before = Installed.of("Debian:10", "curl", "7.64.0-4+deb10u10");
        Installed after = Installed.of("Debian:10", "curl", "7.64.0-4+deb10u11");
        assertThat(world.found(after)).containsExactly("curl: CVE-2025-0001");
        world.channels("apt-source:deb.debian.org /debian buster main");
        assertThat(world.found(after)).as("of another archive").containsExactly("curl: CVE-2025-0001");
        world.channels("apt-source:deb.freexian.com /extended-lts buster main");
        assertThat(world.found(before))
                .containsExactly("curl: CVE-2025-0001, 7.64.0-4+deb10u11", "curl: CVE-2025-0002");
        assertThat(world.found(after)).containsExactly("curl: CVE-2025-0002");
    }
}
