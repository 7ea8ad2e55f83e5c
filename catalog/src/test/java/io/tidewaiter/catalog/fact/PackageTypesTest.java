package io.tidewaiter.catalog.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageTypesTest {
    @ParameterizedTest
    @CsvSource({
        "generic, '', wordpress, WordPress",
        "generic, wordpress-plugin, akismet, WordPress",
        "generic, wordpress-theme, astra, WordPress",
        "generic, '', jdk, ",
        "generic, oracle, jdk, Oracle JDK",
        "generic, '', openjdk, OpenJDK",
        "generic, pecl, wordpress, ",
        "npm, '', wordpress, npm",
        "cpan, '', Moose, CPAN",
        "luarocks, '', Moose, ",
    })
    void whoseAdvisoriesSpeak(String type, String namespace, String name, String ecosystem) {
        Ecosystem speaking =
                PackageTypes.ecosystem(Fact.InstalledFact.of(type, namespace, name, "1", ""), OperatingSystem.NONE);
        assertThat(String.valueOf(speaking)).isEqualTo(String.valueOf(ecosystem));
    }

    @ParameterizedTest
    @CsvSource({
        "deb, true",
        "apk, true",
        "rpm, true",
        "alpm, true",
        "opkg, true",
        "ebuild, true",
        "xbps, true",
        "cos, true",
        "slackware, true",
        "eopkg, true",
        "crux, true",
        "kiss, true",
        "npm, false",
        "generic, false",
        "brew, false",
    })
    void whatADistributionsPackageManagerInstalls(String type, boolean isDistribution) {
        assertThat(PackageTypes.isDistribution(type)).isEqualTo(isDistribution);
    }
}
