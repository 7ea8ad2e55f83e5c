package io.tidewaiter.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Platform;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.client.RetryPolicy;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pulls from a registry that holds what a test put there. */
class RegistryPullTest {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final RetryPolicy QUICK =
            new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO, new Random(1));

    private final Map<String, byte[]> held = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<String> changedOnce = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new RegistryClient(ClientSettings.standard().withRetry(QUICK), CredentialSource.none());
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String name = path.substring(path.lastIndexOf('/') + 1);
            byte[] bytes = path.equals("/v2/") ? new byte[0] : held.get(name);
            if (changedOnce.remove(name)) {
                bytes = new byte[] {'{', '}'};
            }
            if (refused.contains(name)) {
                exchange.sendResponseHeaders(403, -1);
            } else if (busy.contains(name)) {
                exchange.sendResponseHeaders(503, -1);
            } else if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (bytes.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private String put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        held.put(TestImage.digest(bytes), bytes);
        return TestImage.digest(bytes);
    }

    private String descriptor(String type, String digest, String more) {
        int size = held.containsKey(digest) ? held.get(digest).length : 7;
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + more + "}";
    }

    private String image(String arch, String... layers) {
        String config = put("{\"os\":\"linux\",\"architecture\":\"" + arch + "\",\"rootfs\":{\"diff_ids\":[\"sha256:"
                + "1".repeat(64) + "\"]},\"history\":[]}");
        return put("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + descriptor(CONFIG, config, "") + ",\"layers\":["
                + (layers.length == 0 ? descriptor(LAYER, put(arch), "") : String.join(",", layers)) + "]}");
    }

    private static String platform(String arch) {
        return ",\"platform\":{\"os\":\"" + (arch.equals("unknown") ? arch : "linux") + "\",\"architecture\":\"" + arch
                + "\"}";
    }

    private String index(String... children) {
        return put("{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + String.join(",", children)
                + "]}");
    }

    private String multi() {
        return index(
                descriptor(MANIFEST, image("arm64"), platform("arm64")),
                descriptor(MANIFEST, image("amd64"), platform("amd64")),
                descriptor(MANIFEST, image("s390x"), platform("s390x")),
                descriptor(MANIFEST, image("unknown"), platform("unknown")));
    }

    private PullResult pull(String digest, PlatformChoice choice) {
        String reference = "127.0.0.1:" + server.getAddress().getPort() + "/team/demo@" + digest;
        return new ImagePuller(client).pull(ImageReference.parse(reference), choice, CredentialSource.none());
    }

    private static List<String> platforms(PullResult result) {
        assertThat(result).isInstanceOf(PullResult.Pulled.class);
        return ((PullResult.Pulled) result)
                .images().stream().map(image -> image.identity().platform()).toList();
    }

    private static PlatformChoice exactly(String platform) {
        return new PlatformChoice.Exactly(Platform.parse(platform));
    }

    @Test
    void choosesAPlatform() {
        String index = multi();

        assertThat(platforms(pull(index, exactly("linux/s390x")))).containsExactly("linux/s390x");
        assertThat(platforms(pull(index, new PlatformChoice.Usual())))
                .containsAnyOf("linux/amd64", "linux/arm64")
                .hasSize(1);
        assertThat(platforms(pull(index, new PlatformChoice.All())))
                .containsExactly("linux/arm64", "linux/amd64", "linux/s390x");
        assertThat(pull(index, exactly("linux/riscv64")))
                .isInstanceOfSatisfying(
                        PullResult.Invalid.class,
                        failed -> assertThat(failed.message())
                                .contains("choose one of linux/amd64, linux/arm64, linux/s390x"));
        assertThat(pull(image("amd64"), exactly("linux/arm64"))).isInstanceOf(PullResult.Invalid.class);
    }

    @Test
    void looksIntoNestedIndexesAndSilentChildren() {
        String nested = index(
                descriptor(MANIFEST, image("arm64"), ""),
                descriptor(INDEX, index(descriptor(MANIFEST, image("s390x"), platform("s390x"))), ""));

        assertThat(platforms(pull(nested, exactly("linux/s390x")))).containsExactly("linux/s390x");
        assertThat(platforms(pull(nested, new PlatformChoice.All()))).containsExactly("linux/arm64", "linux/s390x");
    }

    @Test
    void endsWhereIndexesAreNestedTooDeep() {
        String index = multi();
        for (int i = 0; i < 5; i++) {
            index = index(descriptor(INDEX, index, ""));
        }
        assertThat(pull(index, new PlatformChoice.Usual()))
                .isInstanceOfSatisfying(
                        PullResult.Invalid.class,
                        failed -> assertThat(failed.message()).contains("nested"));
    }

    @Test
    void anIndexOfWhichNothingCameIsAskedForAgainWhereSomethingOfItMayComeLater() {
        String busyOne = image("amd64");
        busy.add(busyOne);
        String invalid = descriptor(MANIFEST, put("no JSON"), platform("arm64"));
        String late = descriptor(MANIFEST, busyOne, platform("amd64"));
        String gone = descriptor(MANIFEST, "sha256:" + "a".repeat(64), platform("s390x"));
        for (String index : List.of(index(invalid, gone, late), index(late, gone, invalid), index(gone, late))) {
            assertThat(pull(index, new PlatformChoice.All())).isInstanceOf(PullResult.Failed.class);
        }
        for (String index : List.of(index(invalid, gone), index(gone, invalid))) {
            assertThat(pull(index, new PlatformChoice.All())).isInstanceOf(PullResult.Gone.class);
        }
        assertThat(pull(index(invalid), new PlatformChoice.All())).isInstanceOf(PullResult.Invalid.class);
    }

    @Test
    void tellsWhichPlatformsAreMissing() {
        String gone = "sha256:" + "9".repeat(64);
        String sparse = index(
                descriptor(MANIFEST, image("arm64"), platform("arm64")), descriptor(MANIFEST, gone, platform("amd64")));

        assertThat(pull(sparse, new PlatformChoice.All())).isInstanceOfSatisfying(PullResult.Pulled.class, pulled -> {
            assertThat(pulled.images()).hasSize(1);
            assertThat(pulled.missing()).singleElement().satisfies(missing -> {
                assertThat(missing.digest()).hasToString(gone);
                assertThat(missing.why()).isInstanceOf(PullResult.Gone.class);
                assertThat(missing.message()).contains(gone);
            });
        });
        assertThat(pull(sparse, exactly("linux/amd64"))).isInstanceOf(PullResult.Gone.class);
        assertThat(pull(gone, new PlatformChoice.Usual())).isInstanceOf(PullResult.Gone.class);
    }

    @Test
    void whatAnIndexCallsAnImageAndIsNoneIsMissingAndOtherThingsAreNot() {
        String index = index(
                descriptor(MANIFEST, image("arm64"), platform("arm64")),
                descriptor(MANIFEST, put("{\"hello\":1}"), platform("amd64")),
                descriptor(MANIFEST, put("{\"hello\":2}"), ""));

        assertThat(pull(index, new PlatformChoice.All()))
                .isInstanceOfSatisfying(
                        PullResult.Pulled.class,
                        pulled -> assertThat(pulled.missing()).singleElement().satisfies(missing -> {
                            assertThat(missing.why()).isInstanceOf(PullResult.Unsupported.class);
                            assertThat(missing.message()).contains("neither an image manifest nor an index");
                        }));
    }

    @Test
    void aTagIsAskedForOnce() {
        held.put("1.0", held.get(multi()));
        String reference = "127.0.0.1:" + server.getAddress().getPort() + "/team/demo:1.0";
        Source source = ((References.Reading.Read) References.parse(reference)).source();

        assertThat(new ImagePuller(client).pull(source, new PlatformChoice.All()))
                .isInstanceOfSatisfying(
                        PullResult.Pulled.class,
                        pulled -> assertThat(
                                        pulled.images().getFirst().identity().reference())
                                .isEqualTo(reference));
        assertThat(asked).filteredOn(path -> path.endsWith("/1.0")).hasSize(1);
    }

    @Test
    void foreignAndEncryptedLayersAreFacts() {
        String foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        String digest = image(
                "amd64",
                descriptor(foreign, "sha256:" + "8".repeat(64), ",\"urls\":[\"http://169.254.169.254/x\"]"),
                descriptor(LAYER + "+gzip+encrypted", put("secret"), ""),
                descriptor(foreign, put("held after all"), ""));
        PulledImage image = ((PullResult.Pulled) pull(digest, new PlatformChoice.Usual()))
                .images()
                .getFirst();

        assertThat(image.layers())
                .singleElement()
                .satisfies(layer -> assertThat(layer.index()).isEqualTo(2));
        assertThat(image.facts())
                .extracting(CoverageFact::kind, CoverageFact::layer)
                .contains(
                        tuple(CoverageFact.Kind.LAYER_UNSUPPORTED, 0),
                        tuple(CoverageFact.Kind.LAYER_UNSUPPORTED, 1),
                        tuple(CoverageFact.Kind.DIFF_ID_MISMATCH, -1));
    }

    @Test
    void recognisesWhatIsNoImage() {
        Map<String, String> kinds = Map.of(
                "application/vnd.cncf.helm.config.v1+json", "Helm",
                "application/vnd.wasm.config.v0+json", "WebAssembly",
                "application/vnd.example.thing", "'application/vnd.example.thing'");
        kinds.forEach((type, what) -> {
            String digest = put("{\"schemaVersion\":2,\"config\":" + descriptor(type, put("{}"), "") + ",\"layers\":["
                    + descriptor("x/y", put("z"), "") + "]}");
            assertThat(pull(digest, new PlatformChoice.Usual()))
                    .isInstanceOfSatisfying(
                            PullResult.Unsupported.class,
                            unsupported -> assertThat(unsupported.message()).contains(what));
        });
        for (String type : List.of(
                "application/vnd.dev.cosign.simplesigning.v1+json",
                "application/vnd.in-toto+json",
                "application/vnd.ollama.image.model")) {
            assertThat(pull(image("amd64", descriptor(type, put("x"), "")), new PlatformChoice.Usual()))
                    .isInstanceOf(PullResult.Unsupported.class);
        }
        assertThat(pull(put("{\"schemaVersion\":1,\"fsLayers\":[]}"), new PlatformChoice.Usual()))
                .isInstanceOf(PullResult.Unsupported.class);
    }

    @Test
    void aLayerThatIsGoneOrOtherBecomesAFact() {
        String layer = put("layer");
        PulledImage image = ((PullResult.Pulled)
                        pull(image("amd64", descriptor(LAYER, layer, "")), new PlatformChoice.Usual()))
                .images()
                .getFirst();
        held.put(layer, "other".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> LayoutPullTest.bytes(image.layers().getFirst()))
                .isInstanceOfSatisfying(
                        LayerReadException.class,
                        e -> assertThat(e.kind()).isEqualTo(CoverageFact.Kind.DIGEST_MISMATCH));
        held.remove(layer);
        assertThatThrownBy(() -> LayoutPullTest.bytes(image.layers().getFirst()))
                .isInstanceOfSatisfying(
                        LayerReadException.class, e -> assertThat(e.kind()).isEqualTo(CoverageFact.Kind.LAYER_MISSING));
    }

    @Test
    void aLayerThatIsRefusedToUsIsNotTakenForAMissingOne() {
        String layer = put("layer");
        PulledImage image = ((PullResult.Pulled)
                        pull(image("amd64", descriptor(LAYER, layer, "")), new PlatformChoice.Usual()))
                .images()
                .getFirst();
        refused.add(layer);
        assertThatThrownBy(() -> LayoutPullTest.bytes(image.layers().getFirst()))
                .isInstanceOfSatisfying(
                        LayerReadException.class, e -> assertThat(e.kind()).isEqualTo(CoverageFact.Kind.LAYER_DENIED));
    }

    @Test
    void aConfigThatSomethingChangedOnTheWayIsAskedForOnceMore() {
        String config = put("{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[]}}");
        String manifest = put("{\"schemaVersion\":2,\"config\":" + descriptor(CONFIG, config, "") + ",\"layers\":[]}");
        changedOnce.add(config);
        PulledImage image = ((PullResult.Pulled) pull(manifest, new PlatformChoice.Usual()))
                .images()
                .getFirst();
        assertThat(image.facts()).isEmpty();
        assertThat(image.identity().platform()).isEqualTo("linux/amd64");
    }

    @Test
    void aLayerThatTheRegistryDoesNotGiveNowBecomesAnotherFact() {
        String layer = put("layer");
        PulledImage image = ((PullResult.Pulled)
                        pull(image("amd64", descriptor(LAYER, layer, "")), new PlatformChoice.Usual()))
                .images()
                .getFirst();
        server.stop(0);

        assertThatThrownBy(() -> LayoutPullTest.bytes(image.layers().getFirst()))
                .isInstanceOfSatisfying(
                        LayerReadException.class,
                        e -> assertThat(e.kind()).isEqualTo(CoverageFact.Kind.LAYER_UNREACHABLE));
    }
}
