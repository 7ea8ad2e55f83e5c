package io.tidewaiter.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.ImageReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
    private static Source read(String text) {
        assertThat(References.parse(text)).isInstanceOf(References.Reading.Read.class);
        return ((References.Reading.Read) References.parse(text)).source();
    }

    @Test
    void readsEverySpelling() {
        assertThat(read("oci:a/b")).isEqualTo(new Source.LayoutFolder("oci:a/b", Path.of("a/b"), ""));
        assertThat(read("oci:/a/b:1.0")).isEqualTo(new Source.LayoutFolder("oci:/a/b:1.0", Path.of("/a/b"), "1.0"));
        assertThat(read("oci-dir:a:t")).isEqualTo(new Source.LayoutFolder("oci-dir:a:t", Path.of("a"), "t"));
        assertThat(read("oci-archive:a.tar:t"))
                .isEqualTo(new Source.LayoutArchive("oci-archive:a.tar:t", Path.of("a.tar"), "t"));
        assertThat(read("docker-archive:a.tar:team/demo:1"))
                .isEqualTo(new Source.DockerSave("docker-archive:a.tar:team/demo:1", Path.of("a.tar"), "team/demo:1"));
        assertThat(read("dir:/")).isEqualTo(new Source.RootFolder("dir:/", Path.of("/")));
        assertThat(read("dir:a:b")).isEqualTo(new Source.RootFolder("dir:a:b", Path.of("a:b")));
        for (String text : new String[] {"nginx", "docker://nginx:1", "127.0.0.1:5000/team/demo:1.0", "podman:5"}) {
            assertThat(read(text)).isEqualTo(new Source.RegistryImage(text, ImageReference.parse(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sbom:x.json", "docker-daemon:x:1", "containers-storage:x"})
    void saysWhatIsNotSupported(String text) {
        assertThat(References.parse(text)).isInstanceOf(References.Reading.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oci:", "oci::tag", "dir:", "dir:a\0b", "host.io/A", "https://host.io/a"})
    void saysWhatIsNone(String text) {
        assertThat(References.parse(text)).isInstanceOf(References.Reading.Wrong.class);
    }

    @Test
    void putsAReferenceTogetherFromItsParts() {
        String digest = "sha256:" + "0".repeat(64);
        assertThat(References.of("acme.azurecr.io", "team/demo", "1", digest))
                .isInstanceOfSatisfying(
                        References.Reading.Read.class,
                        read -> assertThat(read.source().text()).isEqualTo("acme.azurecr.io/team/demo:1@" + digest));
        assertThat(References.of("acme.azurecr.io", "../x", "", digest)).isInstanceOf(References.Reading.Wrong.class);
        assertThat(References.of("acme.azurecr.io/x", "x", "", digest)).isInstanceOf(References.Reading.Wrong.class);
    }
}
