package io.tidewaiter.pull;

import static io.tidewaiter.pull.LayoutPullTest.bytes;
import static io.tidewaiter.pull.LayoutPullTest.pull;
import static io.tidewaiter.pull.LayoutPullTest.pulled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivePullTest {
    private static final byte[] LAYER = new TarBuilder().file("a", "one").build();
    private static final String DIFF_ID = TestImage.digest(LAYER);
    private static final byte[] CONFIG = ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\""
                    + DIFF_ID + "\",\"" + DIFF_ID + "\"]},\"history\":[{\"created_by\":\"x\"},{\"created_by\":\"y\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    private static final String CONFIG_NAME = TestImage.digest(CONFIG).substring(7) + ".json";

    @TempDir
    Path folder;

    private Path save(TarBuilder tar) throws IOException {
        return Files.write(folder.resolve("image.tar"), tar.build());
    }

    private static String manifest(String... layers) {
        return "[{\"Config\":\"" + CONFIG_NAME + "\",\"RepoTags\":[\"team/demo:1\",\"demo:latest\"],\"Layers\":[\""
                + String.join("\",\"", layers) + "\"]}]";
    }

    @Test
    void readsADockerArchiveWithALinkAndACompressedLayer() throws IOException {
        byte[] gzip = TestImage.gzip(LAYER);
        Path archive = save(new TarBuilder()
                .file("manifest.json", manifest("one/layer.tar", "two.tar"))
                .file("./" + CONFIG_NAME, CONFIG)
                .directory("one")
                .symlink("one/layer.tar", "../real/layer.tar")
                .file("real/layer.tar", LAYER)
                .file("two.tar", gzip));
        PulledImage image = pulled(pull("docker-archive:" + archive + ":team/demo:1"));

        assertThat(image.identity().digest()).isNull();
        assertThat(image.identity().platform()).isEqualTo("linux/amd64");
        assertThat(image.facts()).isEmpty();
        assertThat(image.layers()).extracting(PulledLayer::createdBy).containsExactly("x", "y");
        assertThat(image.layers().get(0).digest()).hasToString(DIFF_ID);
        assertThat(image.layers().get(1).digest()).isNull();
        assertThat(bytes(image.layers().get(0))).isEqualTo(LAYER);
        assertThat(bytes(image.layers().get(1))).isEqualTo(gzip);
        for (String tag : new String[] {"1", "latest", "demo", "docker.io/team/demo:1", "demo:latest"}) {
            assertThat(pull("docker-archive:" + archive + ":" + tag)).as(tag).isInstanceOf(PullResult.Pulled.class);
        }
        assertThat(pull("docker-archive:" + archive + ":2")).isInstanceOf(PullResult.Gone.class);
    }

    @Test
    void aLayerThatIsNotItsDiffIdOrNotThereIsToldOf() throws IOException {
        Path archive = save(new TarBuilder()
                .file("manifest.json", manifest("one.tar", "gone.tar"))
                .file(CONFIG_NAME, CONFIG)
                .file("one.tar", new TarBuilder().file("a", "other").build()));
        PulledImage image = pulled(pull("docker-archive:" + archive));

        assertThat(image.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(CoverageFact.Kind.LAYER_MISSING);
            assertThat(fact.layer()).isEqualTo(1);
        });
        assertThatThrownBy(() -> bytes(image.layers().getFirst()))
                .isInstanceOfSatisfying(
                        LayerReadException.class,
                        e -> assertThat(e.kind()).isEqualTo(CoverageFact.Kind.DIGEST_MISMATCH));
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        byte[] whole = new TarBuilder()
                .file("manifest.json", manifest("one.tar", "one.tar"))
                .file(CONFIG_NAME, CONFIG)
                .file("one.tar", LAYER)
                .build();
        Path file = folder.resolve("image.tar");

        Files.write(file, Arrays.copyOf(whole, 600));
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Failed.class);
        Files.write(file, TestImage.gzip(whole));
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Pulled.class);
        Files.write(file, Arrays.copyOf(TestImage.gzip(whole), 100));
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Failed.class);
        Files.write(file, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0});
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Unsupported.class);
        Files.write(file, new byte[10_000]);
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Failed.class);
        Files.writeString(file, "no archive".repeat(100));
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Failed.class);
        Files.write(file, new TarBuilder().file("x", "y").build());
        assertThat(pull("docker-archive:" + file)).isInstanceOf(PullResult.Gone.class);
        for (String text : List.of("{", "{}", "[3]", "[{\"Config\":\"../../x\",\"Layers\":[]}]")) {
            save(new TarBuilder().file("manifest.json", text));
            assertThat(pull("docker-archive:" + file)).as(text).isInstanceOf(PullResult.Invalid.class);
        }
        assertThat(pull("docker-archive:" + folder.resolve("none"))).isInstanceOf(PullResult.Gone.class);
    }

    @Test
    void readsAnOciArchive() throws IOException {
        TestImage image =
                TestImage.builder().layer(new TarBuilder().file("a", "one")).build();
        Path layout = image.writeLayout(folder.resolve("layout"));
        TarBuilder tar = new TarBuilder();
        try (Stream<Path> files = Files.walk(layout)) {
            files.filter(Files::isRegularFile).forEach(file -> add(tar, layout, file));
        }
        PulledImage read = pulled(pull("oci-archive:" + save(tar) + ":latest"));

        assertThat(read.identity().digest()).hasToString(image.digest());
        assertThat(bytes(read.layers().getFirst()))
                .hasSize((int) read.layers().getFirst().storedBytes());
    }

    private static void add(TarBuilder tar, Path layout, Path file) {
        try {
            tar.file("./" + layout.relativize(file), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsWhatSkopeoWrites() throws IOException, InterruptedException {
        Path layout = SharedFiles.require("data", "images", "demo-three-layers");
        Path skopeo = Programs.require("skopeo");
        for (String kind : new String[] {"docker-archive", "oci-archive"}) {
            Path archive = folder.resolve(kind + ".tar");
            Process copy = new ProcessBuilder(
                            skopeo.toString(),
                            "copy",
                            "--insecure-policy",
                            "oci:" + layout + ":latest",
                            kind + ":" + archive + ":demo:1")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(copy.waitFor())
                    .as(Files.readString(folder.resolve("log")))
                    .isZero();
            PulledImage image = pulled(pull(kind + ":" + archive + ":demo:1"));

            assertThat(image.facts()).isEmpty();
            assertThat(image.layers()).hasSize(3).allMatch(layer -> layer.diffId() != null && layer.digest() != null);
            for (PulledLayer layer : image.layers()) {
                assertThat(bytes(layer)).hasSize((int) layer.storedBytes());
            }
        }
    }
}
