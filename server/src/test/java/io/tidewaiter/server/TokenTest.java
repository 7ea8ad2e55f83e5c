package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    private static final String SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    static Path folder;

    private static RunningServer running;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder, InstantSource.system().withZone(ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static Map<String, String> form(String... more) {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                running.admin.clientId(),
                "client_secret",
                running.admin.secret()));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    @Test
    void givesTokensInEveryForm() {
        String tenant = running.server.tenantId();
        for (String path : new String[] {
            "/adfs/oauth2/token",
            "/" + tenant + "/oauth2/token",
            "/" + tenant.toUpperCase(java.util.Locale.ROOT) + "/oauth2/v2.0/token"
        }) {
            Reply reply = running.form(path, form());
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.body().get("token_type").asString()).isEqualTo("Bearer");
            assertThat(reply.body().get("expires_in").asInt()).isEqualTo(3599);
            assertThat(running.get(
                                    SUBSCRIPTIONS,
                                    reply.body().get("access_token").asString())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesTheScopesThatClientsWrite() {
        for (String scope : new String[] {
            running.server.url() + "/arm/.default",
            running.server.url() + "//.default openid profile offline_access",
            "https://management.azure.com/.default"
        }) {
            assertThat(running.form("/adfs/oauth2/token", form("scope", scope)).status())
                    .as(scope)
                    .isEqualTo(200);
        }
        Reply foreign = running.form("/adfs/oauth2/token", form("scope", "https://vault.example/.default"));
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.body().get("error").asString()).isEqualTo("invalid_scope");
    }

    @Test
    void refusesInOauthForm() {
        assertRefused(form("client_secret", "wrong"), 401, "invalid_client");
        assertRefused(form("client_id", "00000000-0000-0000-0000-000000000000"), 401, "invalid_client");
        assertRefused(form("grant_type", "password"), 400, "unsupported_grant_type");
        assertRefused(Map.of("grant_type", "client_credentials"), 400, "invalid_request");
        Reply tenant = running.form("/00000000-0000-0000-0000-000000000000/oauth2/token", form());
        assertThat(tenant.status()).isEqualTo(400);
        assertThat(tenant.body().get("error_description").asString()).startsWith("AADSTS90002: ");
    }

    private static void assertRefused(Map<String, String> form, int status, String error) {
        Reply reply = running.form("/adfs/oauth2/token", form);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().get("error").asString()).isEqualTo(error);
        assertThat(reply.body().get("error_codes").isArray()).isTrue();
        assertThat(reply.raw().body()).doesNotContain(running.admin.secret());
    }

    @Test
    void doesNotReadSecretsFromTheUrl() {
        Reply reply = running.send(running.request(
                        "/adfs/oauth2/token?grant_type=client_credentials&client_id=" + running.admin.clientId()
                                + "&client_secret=" + running.admin.secret(),
                        "")
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void describesItself() {
        Reply openId = running.get("/adfs/.well-known/openid-configuration", "");
        assertThat(openId.body().get("token_endpoint").asString())
                .isEqualTo(running.server.url() + "/adfs/oauth2/token");
        String keys = openId.body().get("jwks_uri").asString();
        Reply published = running.get(keys, "");
        assertThat(published.body().get("keys").get(0).get("kty").asString()).isEqualTo("RSA");
        assertThat(published.body().get("keys").get(0).has("d")).isFalse();
        Reply tenant = running.get("/" + running.server.tenantId() + "/v2.0/.well-known/openid-configuration", "");
        assertThat(tenant.body().get("token_endpoint").asString()).endsWith("/oauth2/v2.0/token");
        for (String any : java.util.List.of("common", "organizations")) {
            Reply described = running.get("/" + any + "/v2.0/.well-known/openid-configuration", "");
            assertThat(described.body()).as(any).isEqualTo(tenant.body());
        }
        Reply cloud = running.get("/metadata/endpoints?api-version=2015-01-01", "");
        assertThat(cloud.body().get("authentication").get("loginEndpoint").asString())
                .isEqualTo(running.server.url() + "/adfs");
        Reply clouds = running.get("/metadata/endpoints?api-version=2022-09-01", "");
        assertThat(clouds.body()
                        .get(0)
                        .get("authentication")
                        .get("identityProvider")
                        .asString())
                .isEqualTo("ADFS");
    }

    @Test
    void refusesTokensThatAreNotOurs() {
        String good = running.adminToken;
        String[] parts = good.split("\\.");
        String none = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + parts[1] + ".";
        String other = parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 8) + "AAAAAAAA";
        for (String bad : new String[] {"x", none, other, "a.b.c", "x".repeat(20_000)}) {
            Reply reply = running.get(SUBSCRIPTIONS, bad);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("InvalidAuthenticationToken");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer authorization_uri=\"https://localhost:");
        }
        assertThat(running.get(SUBSCRIPTIONS, "").code()).isEqualTo("AuthenticationFailed");
        Reply basic = running.send(running.request(SUBSCRIPTIONS, "")
                .header("Authorization", "Basic eDp5")
                .GET()
                .build());
        assertThat(basic.code()).isEqualTo("AuthenticationFailedInvalidHeader");
    }

    @Test
    void tokensEndAndOutliveARestart(@TempDir Path other) {
        NOW.set(Instant.now());
        InstantSource source = NOW::get;
        String token;
        try (RunningServer first = RunningServer.start(other, source.withZone(ZoneOffset.UTC))) {
            token = first.adminToken;
            assertThat(first.get(SUBSCRIPTIONS, token).status()).isEqualTo(200);
            NOW.set(NOW.get().plus(Duration.ofMinutes(62)));
            Reply late = first.get(SUBSCRIPTIONS, token);
            assertThat(late.status()).isEqualTo(401);
            assertThat(late.code()).isEqualTo("ExpiredAuthenticationToken");
            token = first.token(first.admin.clientId(), first.admin.secret());
        }
        try (io.tidewaiter.store.State state = io.tidewaiter.store.State.open(other, source.withZone(ZoneOffset.UTC));
                Server again = Server.start(
                        RunningServer.config(other).knownAs("https://tidewaiter.example"),
                        state,
                        source.withZone(ZoneOffset.UTC),
                        () -> {})) {
            assertThat(again.firstCredential()).isEmpty();
            // Same key, another name: issuer and audience are not ours any more.
            var reply = send(again, token);
            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(reply.body()).contains("InvalidAuthenticationTokenTenant");
        }
    }

    private static java.net.http.HttpResponse<String> send(Server server, String token) {
        try (java.net.http.HttpClient client = RunningServer.client(server.certificate())) {
            return client.send(
                    java.net.http.HttpRequest.newBuilder(
                                    java.net.URI.create("https://localhost:" + server.port() + SUBSCRIPTIONS))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keysAreForTheOwnerOnly() throws java.io.IOException {
        for (String file : new String[] {"keys/token-signing.jwks", "keys/intake.key", "tls/certificate.key.pem"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        for (Path secret : new Path[] {folder, folder.resolve("keys")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rwx------");
        }
    }
}
