package io.tidewaiter.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestParserTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String BLOB = "{\"mediaType\":\"x/y\",\"digest\":\"" + DIGEST + "\",\"size\":3}";

    private static Answer<ManifestDocument> parse(String json) {
        return parse(json, "");
    }

    private static Answer<ManifestDocument> parse(String json, String contentType) {
        return ManifestParser.parse(json.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static ManifestDocument found(Answer<ManifestDocument> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<ManifestDocument>) answer).value();
    }

    @Test
    void findsOutTheMediaTypeWhereItIsMissing() {
        String manifest = "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}";
        String docker = BLOB.replace("x/y", MediaType.DOCKER_CONFIG);

        assertThat(found(parse(manifest.formatted(BLOB, BLOB))).mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
        assertThat(found(parse(manifest.formatted(docker, BLOB))).mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
        assertThat(found(parse(manifest.formatted(BLOB, BLOB), MediaType.DOCKER_MANIFEST + "; charset=utf-8"))
                        .mediaType())
                .isEqualTo(MediaType.DOCKER_MANIFEST);
        assertThat(found(parse("{\"schemaVersion\":2,\"manifests\":[]}")).mediaType())
                .isEqualTo(MediaType.OCI_INDEX);
        assertThat(found(parse("{\"schemaVersion\":2,\"manifests\":[]}", MediaType.DOCKER_LIST)))
                .isEqualTo(new ImageIndex(MediaType.DOCKER_LIST, "", List.of(), Map.of()));
    }

    @Test
    void readsAnIndexWithPlatforms() {
        String child = "{\"digest\":\"" + DIGEST + "\",\"size\":3,\"platform\":{\"os\":\"linux\","
                + "\"architecture\":\"arm64\",\"variant\":\"v8\"},\"annotations\":{\"a\":\"b\"}}";
        ImageIndex index = (ImageIndex) found(parse("{\"schemaVersion\":2,\"manifests\":[" + child + "]}"));

        assertThat(index.manifests()).singleElement().satisfies(d -> {
            assertThat(d.platform()).hasToString("linux/arm64/v8");
            assertThat(d.annotation("a")).isEqualTo("b");
            assertThat(d.annotation("c")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":1,\"fsLayers\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v1+prettyjws\"}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.example+json\",\"layers\":[]}",
                "{\"schemaVersion\":3,\"manifests\":[]}",
                "{}",
            })
    void doesNotSupport(String json) {
        assertThat(parse(json)).isInstanceOf(Answer.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":BLOB,\"layers\":[],\"manifests\":[]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"config\":BLOB}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[]}",
                "{\"schemaVersion\":2,\"config\":BLOB,\"layers\":{}}",
                "{\"schemaVersion\":2,\"config\":BLOB,\"layers\":[3]}",
                "{\"schemaVersion\":2,\"config\":BLOB,\"layers\":[],\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:xx\",\"size\":1},\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":{\"size\":1},\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"DIGEST\"}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"DIGEST\",\"size\":-1}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"DIGEST\",\"size\":1.5}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"DIGEST\",\"size\":99999999999999999999}]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[]} {}",
            })
    void failsOnWhatIsMalformed(String json) {
        assertThat(parse(json.replace("BLOB", BLOB).replace("DIGEST", DIGEST))).isInstanceOf(Answer.Invalid.class);
    }

    @Test
    void boundsDepthCountsAndSize() {
        String deep = "{\"schemaVersion\":2,\"manifests\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String wide = "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", Collections.nCopies(1001, BLOB)) + "]}";
        String annotated = "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{"
                + IntStream.range(0, 1001).mapToObj(i -> "\"" + i + "\":\"\"").collect(Collectors.joining(",")) + "}}";
        String large = "{\"schemaVersion\":2,\"x\":\"" + "x".repeat(ManifestParser.DOCUMENT_BYTES_MAX) + "\"}";

        for (String json : new String[] {deep, wide, annotated, large}) {
            assertThat(parse(json)).isInstanceOf(Answer.Invalid.class);
        }
    }

    @Test
    void aMessageHoldsNothingThatSteersATerminal() {
        Answer<ManifestDocument> answer = parse(
                "{\"schemaVersion\":2,\"mediaType\":\"a\\u001b[2J\\u202e\\n" + "b".repeat(500) + "\",\"layers\":[]}");

        assertThat(((Answer.Unsupported<ManifestDocument>) answer).message())
                .matches("[^\\p{Cntrl}\\u202e]*")
                .hasSizeLessThan(300);
    }

    @Test
    void readsAConfig() {
        String json = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"" + DIGEST
                + "\"]},\"history\":[{\"created_by\":\"a\"},{\"created_by\":\"b\",\"empty_layer\":true}]}";
        Answer<ImageConfig> answer = ImageConfigParser.parse(json.getBytes(StandardCharsets.UTF_8));

        assertThat(answer)
                .isEqualTo(new Answer.Found<>(new ImageConfig(
                        Platform.parse("linux/amd64"),
                        List.of(Digest.parse(DIGEST)),
                        List.of(new ImageConfig.History("a", false), new ImageConfig.History("b", true)))));
        assertThat(ImageConfigParser.parse("{\"rootfs\":{\"diff_ids\":[1]}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Invalid.class);
        assertThat(ImageConfigParser.parse("{\"os\":3,\"architecture\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Invalid.class);
    }
}
