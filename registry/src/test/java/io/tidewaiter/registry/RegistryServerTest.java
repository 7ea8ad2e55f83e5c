package io.tidewaiter.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RegistryServerTest {
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private RegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.start(folder, 0, new RegistryListener() {
            @Override
            public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {
                heard.add("push " + repository + " " + tag + " " + digest);
            }

            @Override
            public void deleted(String repository, String tag, String digest) {
                heard.add("delete " + repository + " " + tag + " " + digest);
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + server.host() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Digest pushBlob(String content) throws IOException, InterruptedException {
        Digest digest = BlobFolder.digest(content.getBytes(StandardCharsets.UTF_8));
        assertThat(call("POST", "/v2/team/demo/blobs/uploads/?digest=" + digest, content)
                        .statusCode())
                .isEqualTo(201);
        return digest;
    }

    private String manifest(Digest config, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST_TYPE + "\",\"config\":{\"mediaType\":"
                + "\"application/vnd.oci.image.config.v1+json\",\"size\":2,\"digest\":\"" + config + "\"},\"layers\":[]"
                + more + "}";
    }

    @Test
    void keepsWhatIsPushedAndTellsAfterwards() throws Exception {
        Digest config = pushBlob("{}");
        String manifest = manifest(config, "");
        Digest digest = BlobFolder.digest(manifest.getBytes(StandardCharsets.UTF_8));
        assertThat(call("PUT", "/v2/team/demo/manifests/1.0", manifest, "Content-Type", MANIFEST_TYPE)
                        .statusCode())
                .isEqualTo(201);
        assertThat(heard).containsExactly("push team/demo 1.0 " + digest);
        HttpResponse<String> back = call("GET", "/v2/team/demo/manifests/1.0", "");
        assertThat(back.body()).isEqualTo(manifest);
        assertThat(back.headers().firstValue("Content-Type")).contains(MANIFEST_TYPE);
        assertThat(call("GET", "/v2/team/demo/blobs/" + config, "", "Range", "bytes=1-1")
                        .body())
                .isEqualTo("}");
        assertThat(call("GET", "/v2/other/blobs/" + config, "").statusCode()).isEqualTo(404);
        assertThat(call("DELETE", "/v2/team/demo/manifests/" + digest, "").statusCode())
                .isEqualTo(202);
        assertThat(call("GET", "/v2/team/demo/manifests/1.0", "").statusCode()).isEqualTo(404);
        assertThat(heard).last().isEqualTo("delete team/demo  " + digest);
    }

    @Test
    void uploadsInChunksAndRefusesAWrongDigest() throws Exception {
        String location = call("POST", "/v2/a/blobs/uploads/", "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(call("PATCH", location, "abc", "Content-Range", "0-2").statusCode())
                .isEqualTo(202);
        assertThat(call("PATCH", location, "def", "Content-Range", "9-11").statusCode())
                .isEqualTo(416);
        Digest wanted = BlobFolder.digest("abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(call("PUT", location + "?digest=" + wanted, "def").statusCode())
                .isEqualTo(201);
        String second = call("POST", "/v2/a/blobs/uploads/", "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(call("PUT", second + "?digest=" + wanted, "xyz").statusCode())
                .isEqualTo(400);
        assertThat(call("GET", second, "").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesManifestsItCouldNotServe() throws Exception {
        Digest missing = BlobFolder.digest(new byte[] {1});
        assertThat(call("PUT", "/v2/a/manifests/1", manifest(missing, "")).statusCode())
                .isEqualTo(400);
        assertThat(call("PUT", "/v2/a/manifests/1", "not json").statusCode()).isEqualTo(400);
        assertThat(call("PUT", "/v2/a/../b/manifests/1", "{}").statusCode()).isEqualTo(404);
        assertThat(call("PUT", "/v2/a/manifests/..", "{}").statusCode()).isIn(400, 404);
        assertThat(call("PUT", "/v2/a/manifests/1", "{\"x\":\"" + "y".repeat(5 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(call("POST", "/v2/a/manifests/1", "").statusCode()).isEqualTo(405);
        assertThat(heard).isEmpty();
    }

    @Test
    void pagesTagsAndListsReferrers() throws Exception {
        Digest config = pushBlob("{}");
        for (String tag : List.of("a", "b", "c")) {
            call("PUT", "/v2/team/demo/manifests/" + tag, manifest(config, ""));
        }
        HttpResponse<String> page = call("GET", "/v2/team/demo/tags/list?n=2", "");
        assertThat(page.body()).isEqualTo("{\"name\":\"team/demo\",\"tags\":[\"a\",\"b\"]}");
        assertThat(page.headers().firstValue("Link")).contains("</v2/team/demo/tags/list?n=2&last=b>; rel=\"next\"");
        assertThat(call("GET", "/v2/team/demo/tags/list?n=2&last=b", "").body()).contains("[\"c\"]");
        assertThat(call("GET", "/v2/_catalog", "").body()).isEqualTo("{\"repositories\":[\"team/demo\"]}");
        Digest subject = BlobFolder.digest(manifest(config, "").getBytes(StandardCharsets.UTF_8));
        String referrer = manifest(config, ",\"artifactType\":\"x/y\",\"subject\":{\"digest\":\"" + subject + "\"}");
        assertThat(call("PUT", "/v2/team/demo/manifests/r", referrer).headers().firstValue("OCI-Subject"))
                .contains(subject.toString());
        JsonNode index =
                ManifestCheck.JSON.readTree(call("GET", "/v2/team/demo/referrers/" + subject + "?artifactType=x/y", "")
                        .body());
        assertThat(index.path("manifests").size()).isEqualTo(1);
        assertThat(ManifestCheck.JSON
                        .readTree(call("GET", "/v2/team/demo/referrers/" + config, "")
                                .body())
                        .path("manifests")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void deliversEventsUntilTheyAreTaken() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        AtomicInteger posts = new AtomicInteger(); // not the queue's size: this test takes from it meanwhile
        HttpServer sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(posts.incrementAndGet() == 1 ? 503 : 202, -1);
            exchange.close();
            bodies.add(body);
        });
        sink.start();
        URI endpoint = URI.create("http://127.0.0.1:" + sink.getAddress().getPort() + "/intake");
        try (NotificationSender sender =
                new NotificationSender(endpoint, "Bearer x", "127.0.0.1:1", Clock.systemUTC())) {
            sender.pushed("team/demo", "1.0", BlobFolder.digest(new byte[0]), MANIFEST_TYPE, 7);
            String refused = bodies.poll(5, TimeUnit.SECONDS);
            assertThat(bodies.poll(5, TimeUnit.SECONDS)).isEqualTo(refused);
            assertThat(ManifestCheck.JSON
                            .readTree(refused)
                            .at("/events/0/action")
                            .asString(""))
                    .isEqualTo("push");
            sender.deleted("team/demo", "1.0", "");
            assertThat(bodies.poll(5, TimeUnit.SECONDS))
                    .as("what was taken is not sent again")
                    .contains("\"delete\"");
        } finally {
            sink.stop(0);
        }
    }
}
