package io.tidewaiter.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Platform;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutPullTest {
    private static final ImagePuller PULLER =
            new ImagePuller(new RegistryClient(ClientSettings.standard(), CredentialSource.none()));

    @TempDir
    Path folder;

    static PullResult pull(String reference, PlatformChoice choice) {
        return PULLER.pull(((References.Reading.Read) References.parse(reference)).source(), choice);
    }

    static PullResult pull(String reference) {
        return pull(reference, new PlatformChoice.Usual());
    }

    static PulledImage pulled(PullResult result) {
        assertThat(result).isInstanceOf(PullResult.Pulled.class);
        return ((PullResult.Pulled) result).images().getFirst();
    }

    static byte[] bytes(PulledLayer layer) throws IOException {
        try (InputStream in = layer.bytes().open()) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "demo-three-layers, 3, sha256:3d7d333ba1cc8cb9494d984c1055d4137c03f3c7698ed559787664ffd47253b4",
        "scratch-go, 1, sha256:0936d81cf4d54665ad2ea61c9474ffe457acbd71f7cae84c46f8d9308852de04",
        "scratch-go-modules, 1, sha256:43a067dba625272894808c0cc4c70c9cbbcc8826d1e27e18e3ea2bc19387bf76",
        "small-distroless, 1, sha256:50bc6ac9085aa2b9cafa74b3c78fbd130698f1173ea77f6407b1ef0761f3e2d1",
        "ubuntu-focal, 1, sha256:1a3cee631828ae0a853640141d448f1591fc64f77103e24bb8b964a2476a8c56",
    })
    void readsRealLayouts(String name, int layers, String digest) throws IOException {
        Path layout = SharedFiles.require("data", "images", name);
        PulledImage image = pulled(pull("oci:" + layout));

        assertThat(image.identity().digest()).hasToString(digest);
        assertThat(image.identity().platform()).isEqualTo("linux/amd64");
        assertThat(image.facts()).isEmpty();
        assertThat(image.layers()).hasSize(layers);
        for (PulledLayer layer : image.layers()) {
            assertThat(bytes(layer)).hasSize((int) layer.storedBytes());
            assertThat(layer.diffId()).isNotNull();
            assertThat(layer.createdBy()).isNotEmpty();
        }
    }

    @Test
    void skipsEmptyStepsOfTheHistory() {
        Path layout = SharedFiles.require("data", "images", "demo-three-layers");

        assertThat(pulled(pull("oci:" + layout + ":latest")).layers())
                .extracting(PulledLayer::createdBy)
                .containsExactly(
                        "mmdebstrap bookworm-slim.tar # base",
                        "RUN apt-get update && apt-get install -y curl",
                        "COPY files, whiteout /usr/bin/curl, opaque /etc/cron.d");
    }

    private static TestImage image() {
        return TestImage.builder()
                .layer(new TarBuilder().file("etc/os-release", "ID=debian\n"))
                .layer(new TarBuilder().file("b", "two"))
                .build();
    }

    @Test
    void tellsByTagPathAndPlatformWhatIsNotThere() {
        image().writeLayout(folder);

        assertThat(pull("oci:" + folder + ":other"))
                .isInstanceOfSatisfying(
                        PullResult.Gone.class,
                        gone -> assertThat(gone.message()).contains("'other'").contains("'latest'"));
        assertThat(pull("oci:" + folder + "/nowhere")).isInstanceOf(PullResult.Gone.class);
        assertThat(pull("oci-archive:" + folder)).isInstanceOf(PullResult.Unsupported.class);
        assertThat(pull("oci:" + folder + "/index.json"))
                .isInstanceOfSatisfying(
                        PullResult.Unsupported.class,
                        file -> assertThat(file.message()).contains("oci-archive:FILE"));
        assertThat(pull("oci:" + folder, new PlatformChoice.Exactly(Platform.parse("linux/arm64"))))
                .isInstanceOf(PullResult.Invalid.class);
    }

    private Path blob(PulledLayer layer) {
        return folder.resolve("blobs/sha256/" + layer.digest().hex());
    }

    private static CoverageFact.Kind kindOf(PulledLayer layer) {
        try {
            bytes(layer);
            throw new AssertionError("the layer was read");
        } catch (LayerReadException e) {
            return e.kind();
        } catch (IOException e) {
            throw new AssertionError("no fact for this", e);
        }
    }

    @Test
    void aChangedATruncatedAndAMissingLayerBecomeFactsAndSpareTheOther() throws IOException {
        image().writeLayout(folder);
        PulledImage image = pulled(pull("oci:" + folder));
        PulledLayer first = image.layers().get(0);
        byte[] bytes = Files.readAllBytes(blob(first));

        bytes[bytes.length - 1] ^= 1;
        Files.write(blob(first), bytes);
        assertThat(kindOf(first)).isEqualTo(CoverageFact.Kind.DIGEST_MISMATCH);
        Files.write(blob(first), List.of("short"));
        assertThat(kindOf(first)).isEqualTo(CoverageFact.Kind.DIGEST_MISMATCH);
        Files.delete(blob(first));
        assertThat(kindOf(first)).isEqualTo(CoverageFact.Kind.LAYER_MISSING);
        Files.createDirectory(blob(first));
        assertThat(kindOf(first)).isEqualTo(CoverageFact.Kind.LAYER_UNREADABLE);
        assertThat(bytes(image.layers().get(1))).isNotEmpty();
    }

    @Test
    void aLinkOutOfTheLayoutIsNotFollowed() throws IOException {
        image().writeLayout(folder);
        PulledLayer layer = pulled(pull("oci:" + folder)).layers().getFirst();
        Path outside = Files.createTempFile("outside", ".tar");
        try {
            Files.write(outside, Files.readAllBytes(blob(layer)));
            Files.delete(blob(layer));
            Files.createSymbolicLink(blob(layer), outside);

            assertThatThrownBy(() -> bytes(layer)).hasMessageContaining("leaves the layout");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void aManifestThatWasChangedIsNotRead() throws IOException {
        TestImage image = image();
        image.writeLayout(folder);
        Path manifest = folder.resolve("blobs/sha256/" + image.digest().substring(7));
        Files.writeString(manifest, Files.readString(manifest).replace("tar+gzip", "tar+zstd"));

        assertThat(pull("oci:" + folder))
                .isInstanceOfSatisfying(
                        PullResult.Invalid.class,
                        failed -> assertThat(failed.message()).contains("digest"));
    }

    @Test
    void aWrongConfigCostsTheProofAndKeepsTheLayers() throws IOException {
        TestImage image = image();
        image.writeLayout(folder);
        Path config;
        try (Stream<Path> blobs = Files.list(folder.resolve("blobs/sha256"))) {
            config = blobs.filter(LayoutPullTest::isConfig).findFirst().orElseThrow();
        }
        Files.writeString(config, Files.readString(config).replace("amd64", "arm64"));
        PulledImage read = pulled(pull("oci:" + folder));

        assertThat(read.facts()).extracting(CoverageFact::kind).containsExactly(CoverageFact.Kind.DIGEST_MISMATCH);
        assertThat(read.layers()).hasSize(2).allMatch(layer -> layer.diffId() == null);
    }

    private static boolean isConfig(Path blob) {
        try {
            return new String(Files.readAllBytes(blob), StandardCharsets.ISO_8859_1).startsWith("{\"architecture\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
