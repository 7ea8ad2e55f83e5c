package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u5?arch=amd64&distro=debian-12",
                "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
                "pkg:npm/%40angular/core@17.0.0",
                "pkg:golang/github.com/gorilla/mux@v1.8.0#sub/path",
                "pkg:apk/alpine/busybox@1.36.1-r5?arch=x86_64",
                "pkg:rpm/almalinux/dbus@1:1.12.8-26.el8?arch=x86_64",
                "pkg:generic/openssl"
            })
    void aCanonicalTextComesBackAsItWas(String text) {
        assertThat(Purl.parse(text).orElseThrow().toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pkg:", "curl", "pkg:deb", "http://example.com/", "pkg:npm/@/", "\u0000"})
    void whatIsNoPurlIsEmpty(String text) {
        assertThat(Purl.parse(text)).isEmpty();
    }

    @Test
    void qualifiersComeAndGo() {
        Purl purl = Purl.of("deb", "debian", "curl", "1").with("arch", "amd64").with("distro", "a b");
        assertThat(purl).hasToString("pkg:deb/debian/curl@1?arch=amd64&distro=a%20b");
        assertThat(purl.with("arch", "").with("distro", "")).isEqualTo(Purl.of("deb", "debian", "curl", "1"));
    }

    @Test
    void theWholeNameIsThatOfTheEcosystemsAdvisories() {
        assertThat(Purl.wholeName("maven", "org.acme", "a")).isEqualTo("org.acme:a");
        assertThat(Purl.wholeName("vscode-extension", "acme", "tool")).isEqualTo("acme.tool");
        assertThat(Purl.wholeName("npm", "@acme", "a")).isEqualTo("@acme/a");
        assertThat(Purl.wholeName("npm", "", "a")).isEqualTo("a");
    }
}
