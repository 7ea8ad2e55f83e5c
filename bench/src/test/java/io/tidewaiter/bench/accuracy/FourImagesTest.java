package io.tidewaiter.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four images in which no package database tells everything, and what {@code scan --layers} says of each. */
class FourImagesTest {
    private static final byte[] SERVER = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, 1};

    @TempDir
    static Path work;

    private static Path database = Path.of("");

    @BeforeAll
    static void compile() throws IOException {
        Path shared = SharedFiles.require("data", "images").resolve("../..").normalize();
        database = new Accuracy(shared, work).database();
    }

    /** The layers, the account and the verdict as a person reads them; the JSON beside it. */
    private record Answer(String text, JsonNode json) {
        String verdict() {
            return json.at("/verdict/health").stringValue() + " "
                    + json.at("/verdict/cause").stringValue("");
        }
    }

    private static Answer scan(Path layout) throws IOException {
        Path text = work.resolve("layers.txt");
        Path json = work.resolve("scan.json");
        Accuracy.run(
                "scan",
                "oci:" + layout,
                "--db",
                database.toString(),
                "--cache",
                work.resolve("cache").toString(),
                "--layers",
                "--format",
                "layers=" + text,
                "--format",
                "json=" + json);
        return new Answer(Files.readString(text), JsonMapper.shared().readTree(json.toFile()));
    }

    /** The image of a layout with one more layer on top. */
    private static Path with(String layout, TarBuilder layer) throws IOException {
        Path folder = SharedFiles.require("data", "images", layout);
        JsonNode index =
                JsonMapper.shared().readTree(folder.resolve("index.json").toFile());
        JsonNode manifest = blob(folder, index.at("/manifests/0/digest").stringValue());
        JsonNode config = blob(folder, manifest.at("/config/digest").stringValue());
        TestImage.Builder image = TestImage.builder();
        for (int i = 0; i < manifest.at("/layers").size(); i++) {
            JsonNode descriptor = manifest.at("/layers/" + i);
            image.layer(
                    descriptor.at("/mediaType").stringValue(),
                    Files.readAllBytes(path(folder, descriptor.at("/digest").stringValue())),
                    config.at("/rootfs/diff_ids/" + i).stringValue());
        }
        return image.layer(layer).build().writeLayout(Files.createTempDirectory(work, "image"));
    }

    private static JsonNode blob(Path folder, String digest) {
        return JsonMapper.shared().readTree(path(folder, digest).toFile());
    }

    private static Path path(Path folder, String digest) {
        return folder.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
    }

    @Test
    void aGoProgramFromScratchTellsItsOwnContents() throws IOException {
        Answer answer = scan(SharedFiles.require("data", "images", "scratch-go-modules"));
        assertThat(answer.json().at("/coverage/level").stringValue()).isEqualTo("complete");
        assertThat(answer.text())
                .contains(
                        "1 executable: 0 owned by packages, 1 told their own contents, 0 unexplained (100 % explained)");
    }

    @Test
    void aDistrolessImageIsAccountedForByItsSingleRecords() throws IOException {
        Answer answer = scan(SharedFiles.require("data", "images", "small-distroless"));
        assertThat(answer.verdict()).isEqualTo("Healthy ");
        assertThat(answer.text()).contains("281 owned by packages", "0 unexplained (100 % explained)");
    }

    @Test
    void aDeletedDatabaseIsNotClean() throws IOException {
        Answer answer = scan(with("demo-three-layers", new TarBuilder().whiteout("var/lib/dpkg")));
        assertThat(answer.json().at("/coverage/level").stringValue()).isEqualTo("partial");
        assertThat(answer.text()).contains("DATABASE_TAMPERED", "inventory incomplete");
        assertThat(answer.json().at("/coverage/executablesOwned").intValue()).isZero();
    }

    @Test
    void aServerThatCurlBroughtIsNamed() throws IOException {
        Answer answer = scan(with("small-distroless", new TarBuilder().executable("usr/local/bin/server", SERVER)));
        assertThat(answer.verdict()).isEqualTo("Unverified ProgramUnexplained");
        assertThat(answer.json().at("/coverage/unexplained/0").stringValue()).isEqualTo("usr/local/bin/server");
        assertThat(answer.text()).contains("1 unexplained (99 % explained)", "? usr/local/bin/server");
    }
}
