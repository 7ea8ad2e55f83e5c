package io.tidewaiter.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseSupportTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Debian:12 | 2026-07-11 | | ",
                "Debian:12 | 2026-11-25 | | NOTE LTS goes on until 2028-06-30",
                "Debian:13 | 2026-11-25 | | ",
                "Debian:11 | 2026-08-31 | | NOTE LTS goes on until 2026-08-31",
                "Debian:11 | 2026-09-01 | | RELEASE_END_OF_LIFE Freexian ELTS goes on until 2031-06-30",
                "Debian:11 | 2026-09-01 | apt-source:deb.freexian.com bullseye-lts | NOTE Freexian ELTS",
                "Debian:7 | 2026-11-25 | | RELEASE_END_OF_LIFE end of its LTS on 2018-05-31",
                "Debian:14 | 2026-11-25 | | ",
                "Debian:sid | 2026-11-25 | | ",
                "Ubuntu:18.04:LTS | 2026-11-25 | | RELEASE_END_OF_LIFE Ubuntu Pro (ESM) goes on until 2028-04-26",
                "Ubuntu:18.04:LTS | 2026-11-25 | ubuntu-pro:esm-infra | NOTE Ubuntu Pro (ESM)",
                "Ubuntu:18.04:LTS | 2026-11-25 | ubuntu-pro:esm-package | NOTE Ubuntu Pro (ESM)",
                "Ubuntu:18.04:LTS | 2026-11-25 | ubuntu-pro:esm-apps | RELEASE_END_OF_LIFE 2023-05-31",
                "Ubuntu:16.04:LTS | 2026-11-25 | ubuntu-pro:esm-infra | RELEASE_END_OF_LIFE Legacy add-on goes on until 2028-04-25",
                "Ubuntu:22.04:LTS | 2026-11-25 | | ",
                "Ubuntu:25.04 | 2026-11-25 | | RELEASE_END_OF_LIFE 2026-01-15",
                "Alpine:v3.20 | 2026-11-25 | | RELEASE_END_OF_LIFE 2026-04-01",
                "Alpine:v3.22 | 2026-11-25 | | ",
                "Alpine:edge | 2026-11-25 | | ",
                "Red Hat:enterprise_linux:9 | 2026-11-25 | | ",
                "Red Hat:enterprise_linux:7 | 2026-11-25 | | RELEASE_END_OF_LIFE (ELS) goes on until 2029-05-31",
                "Red Hat:enterprise_linux:7 | 2026-11-25 | content-set:rhel-7-server-els-rpms | NOTE (ELS)",
                "CentOS:7 | 2026-11-25 | | RELEASE_END_OF_LIFE 2024-06-30",
                "CentOS:stream8 | 2026-11-25 | | RELEASE_END_OF_LIFE 2024-05-31",
                "CentOS:stream9 | 2026-11-25 | | ",
                "Rocky Linux:9 | 2026-11-25 | | ",
                "AlmaLinux:8 | 2026-11-25 | | ",
                "Oracle Linux:7 | 2026-11-25 | | RELEASE_END_OF_LIFE Extended Support goes on until 2028-06-30",
                "Oracle Linux:10 | 2026-11-25 | | ",
                "Amazon Linux:1 | 2026-11-25 | | RELEASE_END_OF_LIFE 2023-12-31",
                "Amazon Linux:2 | 2026-11-25 | | RELEASE_END_OF_LIFE 2026-06-30",
                "Amazon Linux:2023 | 2026-11-25 | | ",
                "Fedora:42 | 2026-11-25 | | RELEASE_END_OF_LIFE 2026-05-27",
                "Fedora:rawhide | 2026-11-25 | | ",
                "SUSE:Linux Enterprise Server 15 SP5 | 2026-11-25 | | RELEASE_END_OF_LIFE (LTSS) goes on until 2027-12-31",
                "SUSE:Linux Enterprise Server 15 SP5 | 2026-11-25 | suse-product:SLES-LTSS/15.5 | NOTE (LTSS)",
                "SUSE:Linux Enterprise Server 15 SP7 | 2026-11-25 | | ",
                "openSUSE:Leap 15.6 | 2026-11-25 | | RELEASE_END_OF_LIFE 2026-04-30",
                "Photon OS:3.0 | 2026-11-25 | | RELEASE_END_OF_LIFE 2025-10-02",
                "Azure Linux:2 | 2026-11-25 | | RELEASE_END_OF_LIFE 2025-07-31",
                "Azure Linux:3 | 2026-11-25 | | ",
                "openEuler:23.09 | 2026-11-25 | | RELEASE_END_OF_LIFE 2024-03-31",
                "Wolfi | 2026-11-25 | | ",
            })
    void saysWhetherAReleaseStillGetsAdvisories(String ecosystem, String day, String channel, String expected) {
        List<CoverageFact> facts = ReleaseSupport.facts(inventory(ecosystem, ecosystem, channel), LocalDate.parse(day));
        if (expected == null) {
            assertThat(facts).isEmpty();
            return;
        }
        int space = expected.indexOf(' ');
        assertThat(facts).singleElement().satisfies(fact -> {
            assertThat(fact.kind().name()).isEqualTo(expected.substring(0, space));
            assertThat(fact.detail()).contains(ecosystem).contains(expected.substring(space + 1));
        });
    }

    @Test
    void isSilentWhereThePackagesAreOfNoDistribution() {
        assertThat(ReleaseSupport.facts(inventory("Debian:7", "npm", null), LocalDate.of(2026, 11, 25)))
                .isEmpty();
        assertThat(ReleaseSupport.facts(inventory(null, "npm", null), LocalDate.of(2026, 11, 25)))
                .isEmpty();
    }

    @Test
    void everyReleaseHasItsPeriodsInOrderAndBeginsWithOneForEverybody() {
        assertThat(ReleaseSupport.ecosystems()).hasSizeGreaterThan(200);
        ReleaseSupport.ecosystems().forEach(ecosystem -> {
            List<ReleaseSupport.Period> periods = ReleaseSupport.periods(ecosystem);
            assertThat(periods)
                    .as(ecosystem)
                    .isSortedAccordingTo((a, b) -> a.lastDay().compareTo(b.lastDay()));
            assertThat(periods.getFirst().seenBy()).as(ecosystem).isEmpty();
            assertThat(Ecosystem.parse(ecosystem).toString()).isEqualTo(ecosystem);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, ab, false",
        "*, '', true",
        "a*, abc, true",
        "*c, abc, true",
        "a*c, ac, true",
        "ab*bc, abc, false",
        "a*b*c, axxbyyc, true",
        "a*b*c, axxcyyb, false",
        "x:*-els-*, x:rhel-7-els-rpms, true"
    })
    void comparesChannelsWithPatterns(String pattern, String text, boolean expected) {
        assertThat(ReleaseSupport.fits(pattern, text)).isEqualTo(expected);
    }

    private static Inventory inventory(String ecosystem, String packagesOf, String channel) {
        OperatingSystem system = new OperatingSystem(
                "x",
                "1",
                "",
                "",
                List.of(),
                channel == null ? List.of() : List.of(channel),
                ecosystem == null ? null : Ecosystem.parse(ecosystem));
        InstalledPackage installed = new InstalledPackage(
                Purl.parse("pkg:generic/a@1").orElseThrow(),
                Ecosystem.parse(packagesOf),
                "a",
                "1",
                null,
                "",
                new Evidence("x", 0, "x"),
                0);
        Coverage coverage = new Coverage(CoverageCounts.NONE, List.of());
        return new Inventory("test", system, List.of(), List.of(installed), coverage);
    }
}
