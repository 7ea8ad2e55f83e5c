package io.tidewaiter.advisory.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.advisory.AdvisoryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFetcherTest {
    private static final String MONDAY = "Mon, 03 Feb 2025 10:00:00 GMT";
    private static final String SUNDAY = "Sun, 02 Feb 2025 10:00:00 GMT";
    private static final int BYTES_MAX = 1_000;

    @TempDir
    private Path folder;

    private final Map<String, String> headers = new TreeMap<>();
    private String body = "{}";
    private int status = 200;
    private int announced = -1;
    private String asked = "";
    private HttpServer server = unbound();

    private static HttpServer unbound() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                + exchange.getRequestHeaders().getFirst("If-Modified-Since");
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, status == 304 ? -1 : announced < 0 ? bytes.length : announced);
            if (status != 304) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private FetchResult fetch(String path) throws InterruptedException {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/" + path);
        try (FeedFetcher fetcher = new FeedFetcher(folder, BYTES_MAX, Duration.ofSeconds(10))) {
            return fetcher.fetch(new FeedSource(path, url));
        }
    }

    private String stored(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.exists(file) ? Files.readString(file) : "nothing";
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() throws Exception {
        headers.put("ETag", "\"a\"");
        headers.put("Last-Modified", MONDAY);
        assertThat(fetch("arch/all.json")).isEqualTo(new FetchResult.Updated(2));
        assertThat(asked).isEqualTo("null null");
        status = 304;
        assertThat(fetch("arch/all.json")).isEqualTo(new FetchResult.Unchanged());
        assertThat(asked).isEqualTo("\"a\" " + MONDAY);
        assertThat(stored("arch/all.json")).isEqualTo("{}");
        Files.delete(folder.resolve("arch/all.json"));
        status = 200;
        assertThat(fetch("arch/all.json")).as("the file is gone").isEqualTo(new FetchResult.Updated(2));
        assertThat(asked).isEqualTo("null null");
    }

    @Test
    void whatCannotBeTheFeedIsRefusedAndTheOldOneStays() throws Exception {
        body = "[1]";
        assertThat(fetch("arch/all.json")).isInstanceOf(FetchResult.Updated.class);
        for (String bad : List.of(
                " <!DOCTYPE HTML><html>sorry</html>", "<html></html>", "{\"a\": 1", "", "[".repeat(BYTES_MAX + 1))) {
            body = bad;
            assertThat(fetch("arch/all.json")).as(bad).isInstanceOf(FetchResult.Refused.class);
            assertThat(stored("arch/all.json")).isEqualTo("[1]");
        }
        body = "PK\u0003\u0004 and no directory";
        assertThat(fetch("npm/all.zip")).isInstanceOf(FetchResult.Refused.class);
        body = "<oval_definitions><definit";
        assertThat(fetch("oracle-oval/a.xml")).isInstanceOf(FetchResult.Refused.class);
        body = "no gzip";
        assertThat(fetch("epss/a.csv.gz")).isInstanceOf(FetchResult.Refused.class);
        assertThat(stored("npm/all.zip")).isEqualTo("nothing");
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void halfADownloadIsNone() throws Exception {
        body = "{}";
        announced = 500;
        assertThat(fetch("arch/all.json")).isInstanceOfAny(FetchResult.Failed.class, FetchResult.Refused.class);
        assertThat(stored("arch/all.json")).isEqualTo("nothing");
    }

    @Test
    void aFeedThatGoesBackInTimeIsRefused() throws Exception {
        headers.put("Last-Modified", MONDAY);
        assertThat(fetch("arch/all.json")).isInstanceOf(FetchResult.Updated.class);
        headers.put("Last-Modified", SUNDAY);
        body = "[]";
        assertThat(fetch("arch/all.json"))
                .isInstanceOfSatisfying(
                        FetchResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("back in time"));
        assertThat(stored("arch/all.json")).isEqualTo("{}");
    }

    @Test
    void errorsOfTheServerAreSaid() throws Exception {
        status = 503;
        assertThat(fetch("arch/all.json")).isEqualTo(new FetchResult.Failed("the server answered 503"));
        server.stop(0);
        assertThat(fetch("arch/all.json")).isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void sourcesAreAPathInTheFolderAndAnAddress() {
        assertThat(FeedSource.parse(List.of(
                        "# ours", "", "Azure Linux/all.zip  https://example.org/a.zip", "arch/all.json http://h/x")))
                .containsExactly(
                        new FeedSource("Azure Linux/all.zip", URI.create("https://example.org/a.zip")),
                        new FeedSource("arch/all.json", URI.create("http://h/x")));
        for (String bad : List.of(
                "one",
                "../x.json https://example.org/",
                "/etc/x.json https://example.org/",
                ".fetched/x https://example.org/",
                "a/x.json file:///etc/passwd",
                "a/x.json https://user:secret@example.org/",
                "a/x.json https://exa mple.org/ ^")) {
            assertThatThrownBy(() -> FeedSource.parse(List.of(bad)))
                    .as(bad)
                    .isInstanceOf(AdvisoryException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> FeedSource.parse(List.of("a https://h/1", "a https://h/2")))
                .hasMessageContaining("two addresses");
    }
}
