package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNamesTest {
    @ParameterizedTest
    @CsvSource({
        "PyPI, Friendly-Bard, friendly-bard",
        "PyPI, FRIENDLY_BARD, friendly-bard",
        "PyPI, friendly.--.bard, friendly-bard",
        "PyPI, FrIeNdLy-._.-bArD, friendly-bard",
        "NuGet, Newtonsoft.Json, newtonsoft.json",
        "Packagist, Symfony/HTTP-Kernel, symfony/http-kernel",
        "npm, JSONStream, JSONStream",
        "npm, @Angular/core, @Angular/core",
        "Go, github.com/BurntSushi/toml, github.com/BurntSushi/toml",
        "Maven, org.Example:Artifact_Id, org.Example:Artifact_Id",
        "crates.io, serde_json, serde_json",
        "Debian:12, libFoo, libFoo"
    })
    void namesHaveOneSpellingInTheirEcosystem(String ecosystem, String written, String normal) {
        assertThat(PackageNames.normal(Ecosystem.parse(ecosystem), written)).isEqualTo(normal);
    }
}
