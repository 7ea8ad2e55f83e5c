package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.scheme.VersionSchemes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "OpenWrt:25.12, apk",
        "OpenWrt:30.05, apk",
        "OpenWrt:24.10, opkg",
        "OpenWrt:19.07, opkg",
        "OpenWrt, opkg",
        "Debian:12, deb",
        "Alpine:v3.25, apk",
    })
    void whatADistributionIsMadeOf(String ecosystem, String format) {
        assertThat(PackageFormats.of(Ecosystem.parse(ecosystem))).contains(format);
    }

    @Test
    void registriesAreNoDistributions() {
        assertThat(PackageFormats.of(Ecosystem.parse("npm"))).isEmpty();
    }

    @Test
    void theFormatTellsTheOrder() {
        assertThat(VersionSchemes.of(Ecosystem.parse("OpenWrt:25.12"))).contains(VersionSchemes.APK);
        assertThat(VersionSchemes.of(Ecosystem.parse("OpenWrt:24.10"))).contains(VersionSchemes.DPKG);
    }
}
