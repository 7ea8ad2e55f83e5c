package io.tidewaiter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx:latest",
        "nginx:1.27, docker.io/library/nginx:1.27",
        "team/demo, docker.io/team/demo:latest",
        "docker.io/nginx, docker.io/library/nginx:latest",
        "index.docker.io/library/nginx, docker.io/library/nginx:latest",
        "docker://nginx, docker.io/library/nginx:latest",
        "docker://ghcr.io/acme/api:1, ghcr.io/acme/api:1",
        "localhost/demo, localhost/demo:latest",
        "localhost:5000/demo, localhost:5000/demo:latest",
        "127.0.0.1:5000/team/demo:1.0, 127.0.0.1:5000/team/demo:1.0",
        "[::1]:5000/demo:1, [::1]:5000/demo:1",
        "REGISTRY/demo, registry/demo:latest",
        "Example.COM/a/b/c, example.com/a/b/c:latest",
        "example.com/a__b/c-d/e---f.g_h:T_1.x-y, example.com/a__b/c-d/e---f.g_h:T_1.x-y",
    })
    void normalises(String text, String normal) {
        assertThat(ImageReference.parse(text)).hasToString(normal);
    }

    @Test
    void keepsTagAndDigestAndAsksByDigest() {
        ImageReference reference = ImageReference.parse("ghcr.io/acme/api:1@" + DIGEST);

        assertThat(reference).hasToString("ghcr.io/acme/api:1@" + DIGEST);
        assertThat(reference.key()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("ghcr.io/acme/api@" + DIGEST)).hasToString("ghcr.io/acme/api@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":tag",
                "@sha256:aa",
                "Nginx",
                "host.io/",
                "host.io/A",
                "host.io/a/../b",
                "host.io/../a",
                "host.io/..",
                "host.io/a%2fb",
                "host.io//a",
                "host.io/a/",
                "host.io/a b",
                "host.io/a\u0000b",
                "host.io/a\nb",
                "host.io/a\u001b[31m",
                "host.io/a___b",
                "host.io/-a",
                "host.io/a:.x",
                "host.io/a:",
                "host.io/a@md5:aa",
                "host.io/a@sha256:AA",
                "host.io:99999/a",
                "host.io:x/a",
                "us er:pw@host.io/a",
                "-host.io/a",
                "https://host.io/a",
            })
    void refuses(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("image reference '")
                .matches("[^\\p{Cntrl}]*");
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String longest = "a".repeat(255);
        assertThat(ImageReference.parse("host.io/" + longest)).hasToString("host.io/" + longest + ":latest");
        assertThatThrownBy(() -> ImageReference.parse("host.io/a" + longest)).hasMessageContaining("255");
        assertThatThrownBy(() -> ImageReference.parse("host.io/a:" + "t".repeat(4096)))
                .hasMessageContaining("longer than")
                .message()
                .hasSizeLessThan(300);
        assertThatThrownBy(() -> ImageReference.parse("host.io/a:" + "t".repeat(129)))
                .hasMessageContaining("128");
    }

    @Test
    void knowsWhereDockerHubAnswers() {
        assertThat(Registry.DOCKER_HUB.apiHost()).isEqualTo("registry-1.docker.io");
        assertThat(new Registry("registry-1.docker.io")).isEqualTo(Registry.DOCKER_HUB);
        assertThat(new Registry("[::1]:5000").hostName()).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "Linux/AMD64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64/v8",
        "linux/arm/v7, linux/arm/v7",
    })
    void readsPlatforms(String text, String normal) {
        assertThat(Platform.parse(text)).hasToString(normal);
    }

    @Test
    void refusesOtherPlatforms() {
        for (String text : new String[] {"linux", "linux/", "a/b/c/d", "linux/a b"}) {
            assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPlatformWithoutVariantAcceptsAny() {
        Platform arm64 = Platform.parse("linux/arm64");
        assertThat(arm64.accepts(Platform.parse("linux/arm64/v8"))).isTrue();
        assertThat(Platform.parse("linux/arm64/v8").accepts(arm64)).isTrue();
        assertThat(Platform.parse("linux/arm/v7").accepts(Platform.parse("linux/arm/v6")))
                .isFalse();
        assertThat(arm64.accepts(Platform.parse("linux/amd64"))).isFalse();
    }
}
