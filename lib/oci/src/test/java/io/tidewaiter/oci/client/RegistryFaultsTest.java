package io.tidewaiter.oci.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.BlobMismatchException;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.credential.Credential;
import io.tidewaiter.oci.credential.CredentialSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a server that does what registries should not. */
class RegistryFaultsTest {
    private static final byte[] MANIFEST = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = VerifiedStream.digest("sha256", MANIFEST);
    private static final String MANIFEST_PATH = "/v2/team/demo/manifests/" + DIGEST;
    private static final byte[] BLOB = bytes(200_000);
    private static final Descriptor BLOB_DESCRIPTOR =
            new Descriptor("", VerifiedStream.digest("sha256", BLOB), BLOB.length);
    private static final String BLOB_PATH = "/v2/team/demo/blobs/" + BLOB_DESCRIPTOR.digest();

    private FaultServer server;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FaultServer();
        client = client(CredentialSource.none());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static RegistryClient client(CredentialSource credentials) {
        return new RegistryClient(ClientSettings.standard().withRetry(FaultServer.QUICK), credentials);
    }

    private void withPassword() {
        client.close();
        client = client(CredentialSource.of(registry(), new Credential.UserPassword("joe", "s3cret")));
    }

    private Registry registry() {
        return new Registry(server.host());
    }

    private Repository repository() {
        return new Repository(registry(), new RepositoryName("team/demo"));
    }

    private Answer<FetchedManifest> manifest() {
        return client.manifest(new ImageReference(repository(), null, DIGEST));
    }

    private byte[] blob() throws IOException {
        return read(client.blob(repository(), BLOB_DESCRIPTOR));
    }

    private static byte[] read(Answer<InputStream> answer) throws IOException {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        try (InputStream in = ((Answer.Found<InputStream>) answer).value()) {
            return in.readAllBytes();
        }
    }

    private static FaultServer.Answering bearer(String realm) {
        return FaultServer.status(
                401,
                "WWW-Authenticate",
                "Bearer realm=\"" + realm + "\",service=\"reg\",scope=\"repository:team/demo:pull\"");
    }

    private static FaultServer.Answering ok(byte[] bytes, String... headers) {
        return FaultServer.body(200, bytes, headers);
    }

    private static FaultServer.Answering json(int status, String text) {
        return FaultServer.body(status, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fetchesATokenAndKeepsIt() {
        withPassword();
        server.on(MANIFEST_PATH, bearer("http://" + server.host() + "/token"), ok(MANIFEST))
                .on("/token", json(200, "{\"token\":\"abc\",\"expires_in\":300}"));

        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(server.asked("/token")).singleElement().satisfies(asked -> {
            assertThat(asked.target()).isEqualTo("/token?service=reg&scope=repository%3Ateam%2Fdemo%3Apull");
            assertThat(asked.authorization()).startsWith("Basic ");
        });
        assertThat(server.asked(MANIFEST_PATH))
                .extracting(FaultServer.Asked::authorization)
                .containsExactly("null", "Bearer abc", "Bearer abc");
    }

    @Test
    void renewsATokenThatIsRefusedOnce() {
        server.on(MANIFEST_PATH, bearer("/token"), ok(MANIFEST), bearer("/token"), ok(MANIFEST), bearer("/token"))
                .on("/token", json(200, "{\"access_token\":\"one\"}"), json(200, "{\"access_token\":\"two\"}"));

        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(manifest()).isInstanceOf(Answer.Denied.class);
        assertThat(server.asked(MANIFEST_PATH)).hasSize(5);
    }

    @Test
    void exchangesAnIdentityToken() {
        client.close();
        client = client(CredentialSource.of(registry(), new Credential.IdentityToken("refresh-me")));
        server.on(MANIFEST_PATH, bearer("/token"), ok(MANIFEST)).on("/token", json(200, "{\"access_token\":\"abc\"}"));

        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(server.asked("/token")).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body()).contains("grant_type=refresh_token").contains("refresh_token=refresh-me");
        });
    }

    @Test
    void doesNotSendACredentialToAForeignRealm() {
        withPassword();
        server.on(MANIFEST_PATH, bearer("http://" + server.otherHost() + "/token"), ok(MANIFEST))
                .on("/token", json(200, "{\"token\":\"abc\"}"));

        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied -> assertThat(denied.message())
                                .startsWith("pull manifest " + server.host() + "/team/demo@" + DIGEST)
                                .contains("the credential was not sent")
                                .doesNotContain("s3cret"));
        assertThat(server.asked("/token")).isEmpty();
    }

    @Test
    void usesBasicOnlyWhenAskedFor() {
        withPassword();
        server.on(MANIFEST_PATH, FaultServer.status(401, "WWW-Authenticate", "Basic realm=\"x\""), ok(MANIFEST));

        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(server.asked(MANIFEST_PATH))
                .extracting(FaultServer.Asked::authorization)
                .containsExactly("null", "Basic am9lOnMzY3JldA==");
    }

    @Test
    void saysWhatIsMissingWhereItIsDenied() {
        server.on(
                MANIFEST_PATH,
                FaultServer.body(
                        401,
                        "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}".getBytes(StandardCharsets.UTF_8),
                        "WWW-Authenticate",
                        "Basic realm=\"x\""));

        assertThat(manifest())
                .isEqualTo(new Answer.Denied<>("pull manifest " + server.host() + "/team/demo@" + DIGEST
                        + ": registry said 401 (UNAUTHORIZED); add a credential for " + server.host()
                        + " or check its expiry"));
    }

    @Test
    void dropsAuthorizationWhereARedirectChangesTheHost() throws IOException {
        withPassword();
        server.on(
                        BLOB_PATH,
                        FaultServer.status(401, "WWW-Authenticate", "Basic realm=\"x\""),
                        FaultServer.status(307, "Location", "http://" + server.otherHost() + "/storage?sig=1"))
                .on("/storage", ok(BLOB));

        assertThat(blob()).isEqualTo(BLOB);
        assertThat(server.asked("/storage"))
                .extracting(FaultServer.Asked::authorization)
                .containsExactly("null");
    }

    @Test
    void keepsAuthorizationOnTheSameHost() throws IOException {
        withPassword();
        server.on(
                        BLOB_PATH,
                        FaultServer.status(401, "WWW-Authenticate", "Basic realm=\"x\""),
                        FaultServer.status(302, "Location", "/storage"))
                .on("/storage", ok(BLOB));

        assertThat(blob()).isEqualTo(BLOB);
        assertThat(server.asked("/storage").getFirst().authorization()).startsWith("Basic ");
    }

    @Test
    void refusesRedirectsToWhereItMustNotGo() {
        for (String target : new String[] {
            "http://169.254.169.254/latest/meta-data",
            "https://169.254.169.254/",
            "https://[fe80::1]/",
            "https://[::ffff:169.254.169.254]/",
            "http://registry.example/",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            "http://user:pw@127.0.0.1/",
            "http://a b/"
        }) {
            server.on(BLOB_PATH, FaultServer.status(307, "Location", target));
            assertThat(client.blob(repository(), BLOB_DESCRIPTOR)).as(target).isInstanceOf(Answer.Denied.class);
        }
        server.on(BLOB_PATH, FaultServer.status(307, "Location", BLOB_PATH));
        assertThat(client.blob(repository(), BLOB_DESCRIPTOR)).isInstanceOf(Answer.Denied.class);
    }

    @Test
    void tellsNotFoundAndUnsupportedApart() {
        server.on(MANIFEST_PATH, json(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}"));
        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.NotFound.class,
                        found -> assertThat(found.message()).contains("404 (MANIFEST_UNKNOWN)"));
        server.on(MANIFEST_PATH, FaultServer.status(405));
        assertThat(manifest()).isInstanceOf(Answer.Unsupported.class);
        server.on(MANIFEST_PATH, FaultServer.status(403));
        assertThat(manifest()).isInstanceOf(Answer.Denied.class);
        server.on(MANIFEST_PATH, json(404, "{\"errors\":[{\"code\":\"\\u001b[2J\"}]}"));
        assertThat(((Answer.NotFound<FetchedManifest>) manifest()).message()).matches("[^\\p{Cntrl}]*");
    }

    @Test
    void triesAgainWhatMayPass() {
        server.on(MANIFEST_PATH, FaultServer.status(429, "Retry-After", "1"), FaultServer.status(503), ok(MANIFEST));
        long start = System.nanoTime();

        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
        server.on(MANIFEST_PATH, FaultServer.status(500));
        assertThat(manifest()).isInstanceOf(Answer.Failed.class);
        assertThat(server.asked(MANIFEST_PATH)).hasSize(6);
    }

    @Test
    void doesNotWaitLongerThanAllowed() {
        server.on(MANIFEST_PATH, FaultServer.status(429, "Retry-After", "3600"));

        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.message()).contains("asks to wait 3600 s"));
        assertThat(server.asked(MANIFEST_PATH)).hasSize(1);
    }

    @Test
    void resumesABlobThatBrokeOff() throws IOException {
        // Answers by what is asked and not by turns: where the connection is dropped early, the JDK's client repeats a
        // request by itself.
        server.on(BLOB_PATH, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                FaultServer.cut(BLOB, 70_000).answer(exchange);
                return;
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            FaultServer.header(exchange, "Content-Range", "bytes " + from + "-199999/200000");
            exchange.sendResponseHeaders(206, BLOB.length - from);
            exchange.getResponseBody().write(BLOB, from, BLOB.length - from);
        });

        assertThat(blob()).isEqualTo(BLOB);
        assertThat(server.asked(BLOB_PATH).getLast().range()).startsWith("bytes=");
    }

    @Test
    void resumesWhereRangesAreIgnored() throws IOException {
        server.on(BLOB_PATH, FaultServer.cut(BLOB, 70_000), FaultServer.cut(BLOB, 90_000), ok(BLOB));

        assertThat(blob()).isEqualTo(BLOB);
    }

    @Test
    void saysWhereABlobBrokeOffForGood() {
        server.on(BLOB_PATH, FaultServer.cut(BLOB, 70_000));
        assertThatThrownBy(this::blob)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(BlobMismatchException.class)
                .hasMessageContaining("broke off after")
                .hasMessageContaining("of 200000 bytes");

        server.on(
                BLOB_PATH, FaultServer.cut(BLOB, 70_000), FaultServer.body(206, BLOB, "Content-Range", "bytes 1-9/10"));
        // the reset of the first connection may overtake its bytes: then the second answer is one to a whole request
        assertThatThrownBy(this::blob).hasMessageMatching("(?s).*(another range|registry said 206).*");

        server.on(BLOB_PATH, FaultServer.cut(BLOB, 70_000), FaultServer.status(404));
        assertThatThrownBy(this::blob).hasMessageContaining("404");
    }

    @Test
    void refusesBlobsOfAnotherDigestOrSize() {
        byte[] other = BLOB.clone();
        other[150_000] ^= 1;
        server.on(BLOB_PATH, ok(other));
        assertThatThrownBy(this::blob).isInstanceOf(BlobMismatchException.class);
        server.on(BLOB_PATH, ok(Arrays.copyOf(BLOB, BLOB.length - 1)));
        assertThatThrownBy(this::blob).isInstanceOf(BlobMismatchException.class);
        server.on(BLOB_PATH, ok(Arrays.copyOf(BLOB, BLOB.length + 1)));
        assertThatThrownBy(this::blob).isInstanceOf(BlobMismatchException.class);
        server.on(BLOB_PATH, FaultServer.endless());
        assertThatThrownBy(this::blob).isInstanceOf(BlobMismatchException.class);
    }

    @Test
    void refusesManifestsOfAnotherDigestOrWithoutEnd() {
        server.on(MANIFEST_PATH, json(200, "{}"));
        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Invalid.class,
                        failed -> assertThat(failed.message()).contains("digest mismatch"));
        assertThat(server.asked(MANIFEST_PATH)).as("once more, at once").hasSize(2);
        server.on(MANIFEST_PATH, FaultServer.endless());
        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Invalid.class,
                        failed -> assertThat(failed.message()).contains("longer than"));
        server.on("/v2/team/demo/manifests/1", ok(MANIFEST, "Docker-Content-Digest", "sha256:" + "0".repeat(64)));
        assertThat(client.manifest(new ImageReference(repository(), new Tag("1"), null)))
                .isInstanceOf(Answer.Invalid.class);
    }

    @Test
    void asksOnceMoreForAManifestThatSomethingChangedOnTheWay() {
        server.on(MANIFEST_PATH, ok(Arrays.copyOf(MANIFEST, MANIFEST.length - 1)), ok(MANIFEST));
        assertThat(manifest()).isInstanceOf(Answer.Found.class);
        assertThat(server.asked(MANIFEST_PATH)).hasSize(2);
    }

    @Test
    void tellsWhatIsTheSameWhenAskedAgainFromWhatMayPass() {
        for (int status : new int[] {400, 406, 412, 451}) {
            server.on(MANIFEST_PATH, FaultServer.status(status));
            assertThat(manifest()).as("%d", status).isInstanceOf(Answer.Invalid.class);
        }
        for (int status : new int[] {408, 409, 425, 429, 500, 503}) {
            server.on(MANIFEST_PATH, FaultServer.status(status));
            assertThat(manifest()).as("%d", status).isInstanceOf(Answer.Failed.class);
        }
        server.on(MANIFEST_PATH, FaultServer.cut(MANIFEST, MANIFEST.length - 1));
        assertThat(manifest()).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aTokenServiceThatIsBusyRefusesNobody() {
        for (int status : new int[] {408, 425, 429, 503}) {
            server.on(MANIFEST_PATH, bearer("/token")).on("/token", FaultServer.status(status));
            assertThat(manifest()).as("%d", status).isInstanceOf(Answer.Failed.class);
        }
        server.on(MANIFEST_PATH, bearer("/token")).on("/token", FaultServer.status(400));
        assertThat(manifest()).isInstanceOf(Answer.Denied.class);
    }

    @Test
    void givesUpOnSilence() {
        client.close();
        client = new RegistryClient(
                ClientSettings.standard().withRetry(FaultServer.QUICK).withAnswerWithin(Duration.ofMillis(150)),
                CredentialSource.none());
        CountDownLatch never = new CountDownLatch(1);
        server.on(BLOB_PATH, exchange -> {
            exchange.sendResponseHeaders(200, BLOB.length);
            exchange.getResponseBody().write(BLOB, 0, 10);
            exchange.getResponseBody().flush();
            hold(never);
        });
        assertThatThrownBy(this::blob).hasMessageContaining("no byte for 150 ms");
        server.on(MANIFEST_PATH, exchange -> hold(never));
        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.message()).contains("timed out"));
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void goesThroughThePages() {
        server.on(
                        "/v2/team/demo/tags/list",
                        FaultServer.body(
                                200,
                                "{\"tags\":[\"a\",\"b\",\"../x\"]}".getBytes(StandardCharsets.UTF_8),
                                "Link",
                                "</v2/team/demo/tags/more?last=b>; rel=\"next\""))
                .on("/v2/team/demo/tags/more", json(200, "{\"tags\":[\"c\"]}"));

        assertThat(client.tags(repository()))
                .isEqualTo(
                        new Answer.Found<>(new Listing<>(List.of(new Tag("a"), new Tag("b"), new Tag("c")), true, 1)));
    }

    @Test
    void endsPagesThatGoRoundOrAway() {
        server.on(
                "/v2/_catalog",
                FaultServer.body(
                        200,
                        "{\"repositories\":[\"a\"]}".getBytes(StandardCharsets.UTF_8),
                        "Link",
                        "</v2/_catalog?n=1000>; rel=\"next\""));
        assertThat(client.catalog(registry()))
                .isEqualTo(new Answer.Found<>(new Listing<>(List.of(new RepositoryName("a")), false, 0)));
        server.on(
                "/v2/_catalog",
                FaultServer.body(
                        200,
                        "{\"repositories\":[]}".getBytes(StandardCharsets.UTF_8),
                        "Link",
                        "<http://" + server.otherHost() + "/v2/_catalog>; rel=\"next\""));
        assertThat(client.catalog(registry())).isInstanceOf(Answer.Denied.class);
    }

    @Test
    void fallsBackToTheReferrersTag() {
        String tag = "/v2/team/demo/manifests/sha256-" + DIGEST.hex();
        server.on(tag, json(200, "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"" + DIGEST + "\",\"size\":3}]}"));

        assertThat(client.referrers(repository(), DIGEST))
                .isEqualTo(new Answer.Found<>(new Listing<>(List.of(new Descriptor("", DIGEST, 3)), true, 0)));
        server.on(tag, FaultServer.status(404));
        assertThat(client.referrers(repository(), DIGEST))
                .isEqualTo(new Answer.Found<>(new Listing<>(List.of(), true, 0)));
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();
        assertThat(manifest())
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.message()).contains("cannot connect to " + server.host()));
    }

    @Test
    void keepsToTheEgressPolicy() {
        client.close();
        client = new RegistryClient(
                ClientSettings.standard().withEgress(EgressPolicy.PUBLIC_ONLY), CredentialSource.none());
        assertThat(manifest()).isInstanceOf(Answer.Denied.class);
        assertThat(server.asked).isEmpty();
    }
}
