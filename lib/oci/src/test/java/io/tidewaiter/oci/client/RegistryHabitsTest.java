package io.tidewaiter.oci.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.credential.CredentialSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that does what registries may do and few do. */
class RegistryHabitsTest {
    private static final byte[] MANIFEST = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = VerifiedStream.digest("sha256", MANIFEST);
    private static final String MANIFEST_PATH = "/v2/team/demo/manifests/1";
    private static final byte[] BLOB = bytes();
    private static final Digest BLOB_DIGEST = VerifiedStream.digest("sha256", BLOB);
    private static final String BLOB_PATH = "/v2/team/demo/blobs/" + BLOB_DIGEST;

    private FaultServer server;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FaultServer();
        client = new RegistryClient(ClientSettings.standard().withRetry(FaultServer.QUICK), CredentialSource.none());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[100_000];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    private Repository repository() {
        return new Repository(new Registry(server.host()), new RepositoryName("team/demo"));
    }

    private ImageReference tagged() {
        return new ImageReference(repository(), new Tag("1"), null);
    }

    private static FaultServer.Answering unauthorized(String challenge) {
        return FaultServer.status(401, "WWW-Authenticate", challenge);
    }

    private static FaultServer.Answering json(String text) {
        return FaultServer.body(200, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FaultServer.Answering byMethod(FaultServer.Answering head, FaultServer.Answering get) {
        return exchange -> (exchange.getRequestMethod().equals("HEAD") ? head : get).answer(exchange);
    }

    @Test
    void readsChallengesBesideATokenAndWithoutQuotationMarks() {
        List<Challenge> challenges = Challenge.parse(List.of(
                "Negotiate YII+/a==, Bearer realm=https://auth.example/token?x=1,service=reg , scope=\"a b\"",
                "Negotiate YII=",
                "Basic realm="));

        assertThat(challenges)
                .extracting(Challenge::scheme)
                .containsExactly("negotiate", "bearer", "negotiate", "basic");
        assertThat(challenges.get(1).parameter("realm")).isEqualTo("https://auth.example/token?x=1");
        assertThat(challenges.get(1).parameter("service")).isEqualTo("reg");
        assertThat(challenges.get(1).parameter("scope")).isEqualTo("a b");
    }

    @Test
    void takesAScopeThatOnlyAKnownCallerIsTold() {
        server.on(
                        MANIFEST_PATH,
                        unauthorized("Bearer realm=\"/token\""),
                        unauthorized("Bearer realm=\"/token\",scope=\"more\",error=\"insufficient_scope\""),
                        FaultServer.body(200, MANIFEST))
                .on("/token", json("{\"token\":\"one\"}"), json("{\"token\":\"two\"}"));

        assertThat(client.manifest(tagged())).isInstanceOf(Answer.Found.class);
        assertThat(server.asked("/token"))
                .extracting(FaultServer.Asked::target)
                .containsExactly("/token?scope=repository%3Ateam%2Fdemo%3Apull", "/token?scope=more");
        assertThat(server.asked(MANIFEST_PATH))
                .extracting(FaultServer.Asked::authorization)
                .containsExactly("null", "Bearer one", "Bearer two");
    }

    @Test
    void doesNotAskAgainForTheScopeThatWasNotEnough() {
        server.on(MANIFEST_PATH, unauthorized("Bearer realm=\"/token\",scope=\"a\""))
                .on("/token", json("{\"token\":\"one\"}"), json("{\"token\":\"two\"}"));

        assertThat(client.manifest(tagged())).isInstanceOf(Answer.Denied.class);
        assertThat(server.asked("/token")).hasSize(1);
    }

    @Test
    void isGoneOnlyWhereGetSaysSo() {
        server.on(
                MANIFEST_PATH,
                byMethod(
                        FaultServer.status(404),
                        FaultServer.body(200, MANIFEST, "Content-Type", "application/vnd.oci.image.index.v1+json")));
        assertThat(client.head(tagged()))
                .isEqualTo(new Answer.Found<>(
                        new Descriptor("application/vnd.oci.image.index.v1+json", DIGEST, MANIFEST.length)));
        server.on(MANIFEST_PATH, byMethod(FaultServer.status(405), FaultServer.body(200, MANIFEST)));
        assertThat(client.head(tagged())).isInstanceOf(Answer.Found.class);
        server.on(MANIFEST_PATH, FaultServer.status(404));
        assertThat(client.head(tagged())).isInstanceOf(Answer.NotFound.class);
    }

    @Test
    void doesNotAskAgainWhereAskedToWaitForEver() {
        server.on(MANIFEST_PATH, FaultServer.status(429, "Retry-After", "99999999999999999999"));

        assertThat(client.manifest(tagged())).isInstanceOf(Answer.Failed.class);
        assertThat(server.asked(MANIFEST_PATH)).hasSize(1);
    }

    @Test
    void takesABlobWhoseConnectionBreaksBehindItsLastByte() {
        server.on(BLOB_PATH, FaultServer.cut(Arrays.copyOf(BLOB, BLOB.length + 10), BLOB.length));

        assertBlob();
    }

    @Test
    void takesTheRestInParts() {
        server.on(BLOB_PATH, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                FaultServer.cut(BLOB, 40_000).answer(exchange);
                return;
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            byte[] part = Arrays.copyOfRange(BLOB, from, Math.min(BLOB.length, from + 40_000));
            String span = "bytes " + from + "-" + (from + part.length - 1) + "/" + BLOB.length;
            FaultServer.body(206, part, "Content-Range", span).answer(exchange);
        });

        assertBlob();
    }

    @Test
    void followsALocationThatIsNotEscaped() {
        server.on(BLOB_PATH, FaultServer.status(307, "Location", "/storage?name=a b|c{1}"))
                .on("/storage", FaultServer.body(200, BLOB));

        assertBlob();
        assertThat(server.asked("/storage"))
                .extracting(FaultServer.Asked::target)
                .containsExactly("/storage?name=a%20b%7Cc%7B1%7D");
    }

    private void assertBlob() {
        assertThat(client.blob(repository(), new Descriptor("", BLOB_DIGEST, BLOB.length)))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat((InputStream) found.value()).hasBinaryContent(BLOB));
    }

    @Test
    void asksOverHttpAgainWhereARegistryOnThisMachineWasStarting() throws IOException {
        byte[] soon = "not ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream ready = new ByteArrayOutputStream();
        ready.writeBytes(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + MANIFEST.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        ready.writeBytes(MANIFEST);
        try (ServerSocket starting = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                // One is asked over HTTP and one over TLS before it is ready.
                for (int count = 1; answers(starting, count <= 2 ? soon : ready.toByteArray()); count++) {}
            });
            Registry registry = new Registry("127.0.0.1:" + starting.getLocalPort());
            Repository repository = new Repository(registry, new RepositoryName("team/demo"));

            assertThat(client.manifest(new ImageReference(repository, null, DIGEST)))
                    .isInstanceOf(Answer.Found.class);
        }
    }

    /** Answers one connection, whatever it says. */
    private static boolean answers(ServerSocket server, byte[] answer) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read(new byte[8192]);
            connection.getOutputStream().write(answer);
            return true;
        } catch (IOException e) {
            return false; // the test is over
        }
    }
}
