package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.server.token.Attempts;
import io.tidewaiter.server.token.OidcIssuer;
import io.tidewaiter.store.State;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that leads to a token beside a client's secret. */
class SignInTest {
    private static final String SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";
    private static final String CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    private static final String REDIRECT = "http://localhost:8400/";
    private static final String VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String password;
    private static String objectId;

    @BeforeAll
    static void start() {
        NOW.set(Instant.now());
        InstantSource clock = NOW::get;
        running = RunningServer.start(folder, clock.withZone(ZoneOffset.UTC));
        JsonNode made = person("Ada");
        password = made.get("password").asString();
        objectId = made.get("objectId").asString();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static JsonNode person(String name) {
        Reply made = running.put(
                "/providers/Tidewaiter.Security/users/" + name + RunningServer.OURS_VERSION, "{}", running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        return made.body().get("properties");
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> asked(String... more) {
        Map<String, String> asked = new HashMap<>(Map.of(
                "client_id",
                CLIENT,
                "redirect_uri",
                REDIRECT,
                "response_type",
                "code",
                "state",
                "s & t",
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256"));
        for (int i = 0; i < more.length; i += 2) {
            asked.put(more[i], more[i + 1]);
        }
        return asked;
    }

    private static HttpResponse<String> page(String method, String path, Map<String, String> fields) {
        StringBuilder encoded = new StringBuilder();
        fields.forEach((name, value) -> encoded.append(encoded.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        boolean get = method.equals("GET");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(running.server.url() + path + (get ? "?" + encoded : "")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        get
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(encoded.toString()))
                .build();
        try (HttpClient client = RunningServer.client(running.server.certificate())) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String code() {
        HttpResponse<String> back =
                page("POST", "/adfs/oauth2/authorize", asked("username", "ada", "password", password));
        assertThat(back.statusCode()).isEqualTo(302);
        String location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?code=").endsWith("&state=s+%26+t");
        return URLDecoder.decode(location.replaceAll(".*[?&]code=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }

    private static Reply exchange(String code, String verifier) {
        return running.form(
                "/adfs/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", CLIENT,
                        "redirect_uri", REDIRECT,
                        "code", code,
                        "code_verifier", verifier,
                        "client_info", "1",
                        "scope", running.server.url() + "/arm/.default openid profile offline_access"));
    }

    private static Reply refresh(String token) {
        return running.form(
                "/adfs/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", token));
    }

    @Test
    void showsAPageThatKeepsWhatWasAskedAndTrustsNothing() {
        HttpResponse<String> page = page("GET", "/adfs/oauth2/authorize", asked("state", "\"><script>x</script>"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("name=\"password\"")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void sendsCodesOnlyToThisMachine() {
        for (String elsewhere : new String[] {
            "https://evil.example/",
            "http://localhost.evil.example/",
            "http://evil.example:80/?localhost",
            "http://x@localhost/",
            ""
        }) {
            HttpResponse<String> page = page("GET", "/adfs/oauth2/authorize", asked("redirect_uri", elsewhere));
            assertThat(page.statusCode()).as(elsewhere).isEqualTo(400);
        }
        assertThat(page("GET", "/adfs/oauth2/authorize", asked("code_challenge", ""))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .contains("error=invalid_request");
        assertThat(page("GET", "/00000000-0000-0000-0000-000000000000/oauth2/v2.0/authorize", asked())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void exchangesACodeOnceAndOnlyWithItsVerifier() {
        String code = code();
        assertThat(exchange(code, "another-verifier-0123456789-0123456789-012345")
                        .body()
                        .get("error")
                        .asString())
                .isEqualTo("invalid_grant");
        Reply reply = exchange(code, VERIFIER);
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        assertThat(reply.body().has("id_token")).isTrue();
        String info = new String(
                Base64.getUrlDecoder().decode(reply.body().get("client_info").asString()), StandardCharsets.UTF_8);
        assertThat(info).contains(objectId);
        assertThat(running.get(SUBSCRIPTIONS, reply.body().get("access_token").asString())
                        .status())
                .isEqualTo(200);
        assertThat(running.get(SUBSCRIPTIONS, reply.body().get("id_token").asString())
                        .code())
                .as("an ID token is for the client, not for us")
                .isEqualTo("InvalidAuthenticationTokenAudience");
        String refresh = reply.body().get("refresh_token").asString();
        assertThat(exchange(code, VERIFIER).status()).isEqualTo(400);
        assertThat(refresh(refresh).status())
                .as("a code that was used twice takes everything back")
                .isEqualTo(400);
    }

    @Test
    void refreshTokensChangeWithEachUseAndAStolenOneEndsTheSignIn() {
        String first = exchange(code(), VERIFIER).body().get("refresh_token").asString();
        Reply second = refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(refresh(first).status()).as("the answer may have been lost").isEqualTo(200);
        NOW.set(NOW.get().plusSeconds(120));
        assertThat(refresh(first).status()).isEqualTo(400);
        assertThat(refresh(second.body().get("refresh_token").asString()).status())
                .isEqualTo(400);
    }

    @Test
    void aPersonMayDoWhatTheirRolesSay() {
        String token = exchange(code(), VERIFIER).body().get("access_token").asString();
        String path = "/subscriptions/" + running.admin.subscriptionId()
                + "/providers/Microsoft.Security/pricings?api-version=2018-06-01";
        assertThat(running.get(path, token).code()).isEqualTo("AuthorizationFailed");
        Reply assigned = running.put(
                "/subscriptions/" + running.admin.subscriptionId()
                        + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + RunningServer.ROLE_VERSION,
                """
                {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s"}}""".formatted(RunningServer.SECURITY_READER, objectId),
                running.adminToken);
        assertThat(assigned.status()).as(assigned.raw().body()).isEqualTo(201);
        assertThat(running.get(path, token).status()).isEqualTo(200);
    }

    @Test
    void guessingEndsAfterAFew() {
        person("Eve");
        int last = 0;
        for (int i = 0; i <= Attempts.WRONG_MAX; i++) {
            HttpResponse<String> page =
                    page("POST", "/adfs/oauth2/authorize", asked("username", "eve", "password", "wrong" + i));
            assertThat(page.statusCode()).isEqualTo(401);
            last = page.body().contains("Too many") ? i : last;
        }
        assertThat(last).isEqualTo(Attempts.WRONG_MAX);
    }

    @Test
    void signsADeviceIn() {
        Reply begun = running.form("/adfs/oauth2/devicecode", Map.of("client_id", CLIENT));
        String device = begun.body().get("device_code").asString();
        String shown = begun.body().get("user_code").asString();
        assertThat(begun.body().get("message").asString()).contains(shown);
        assertThat(askForDevice(device)).isEqualTo("authorization_pending");
        assertThat(askForDevice(device)).isEqualTo("slow_down");
        Map<String, String> form =
                new HashMap<>(Map.of("user_code", shown.toLowerCase(java.util.Locale.ROOT), "username", "ada"));
        form.put("password", "wrong");
        assertThat(page("POST", "/adfs/oauth2/deviceauth", form).statusCode()).isEqualTo(401);
        form.put("password", password);
        assertThat(page("POST", "/adfs/oauth2/deviceauth", form).body()).contains("Signed in");
        assertThat(page("POST", "/adfs/oauth2/deviceauth", form).statusCode()).isEqualTo(400);
        assertThat(askForDevice(device)).isEqualTo("200");
        assertThat(askForDevice(device)).isEqualTo("invalid_grant");
    }

    @Test
    void tellsADeviceThatItWasDeclinedOrTooLate() {
        Reply begun =
                running.form("/" + running.server.tenantId() + "/oauth2/v2.0/devicecode", Map.of("client_id", CLIENT));
        page(
                "POST",
                "/adfs/oauth2/deviceauth",
                Map.of(
                        "user_code",
                        begun.body().get("user_code").asString(),
                        "username",
                        "ada",
                        "password",
                        password,
                        "decision",
                        "decline"));
        assertThat(askForDevice(begun.body().get("device_code").asString())).isEqualTo("authorization_declined");
        Reply late = running.form("/adfs/oauth2/devicecode", Map.of("client_id", CLIENT));
        NOW.set(NOW.get().plus(Duration.ofMinutes(16)));
        assertThat(askForDevice(late.body().get("device_code").asString())).isEqualTo("expired_token");
    }

    private static String askForDevice(String deviceCode) {
        Reply reply = running.form(
                "/adfs/oauth2/token",
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id", CLIENT,
                        "device_code", deviceCode));
        return reply.status() == 200 ? "200" : reply.body().get("error").asString();
    }

    @Test
    void acceptsAnAssertionOfTheClientsOwnCertificateOnce(@TempDir Path other) throws Exception {
        // Any certificate with its key will do: that of another server.
        try (State state = State.open(other, Clock.systemUTC());
                Server server = Server.start(RunningServer.config(other), state)) {
            String pem = Files.readString(server.certificate());
            PrivateKey key = key(server.certificate().resolveSibling("certificate.key.pem"));
            String path = "/providers/Tidewaiter.Security/servicePrincipals/";
            JsonNode made = running.put(path + "signer" + RunningServer.OURS_VERSION, "{}", running.adminToken)
                    .body()
                    .get("properties");
            String client = made.get("appId").asString();
            assertThat(byAssertion(assertion(client, key, UUID.randomUUID().toString()))
                            .status())
                    .isEqualTo(401);
            Reply added = running.post(
                    path + "signer/addCertificate" + RunningServer.OURS_VERSION,
                    JsonMapper.shared().writeValueAsString(Map.of("certificate", pem)),
                    running.adminToken);
            assertThat(added.status()).as(added.raw().body()).isEqualTo(200);
            String once = assertion(client, key, UUID.randomUUID().toString());
            Reply token = byAssertion(once);
            assertThat(token.status()).as(token.raw().body()).isEqualTo(200);
            assertThat(running.get(
                                    SUBSCRIPTIONS,
                                    token.body().get("access_token").asString())
                            .status())
                    .isEqualTo(200);
            assertThat(byAssertion(once).body().get("error_description").asString())
                    .contains("used before");
            assertThat(byAssertion(assertion(running.admin.clientId(), key, "x"))
                            .status())
                    .as("another client's certificate")
                    .isEqualTo(401);
            running.post(
                    path + "signer/removeCertificate" + RunningServer.OURS_VERSION,
                    "{\"thumbprint\":\"" + added.body().get("thumbprint").asString() + "\"}",
                    running.adminToken);
            assertThat(byAssertion(assertion(client, key, UUID.randomUUID().toString()))
                            .status())
                    .isEqualTo(401);
        }
    }

    private static PrivateKey key(Path pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(pem)))) {
            Object read = parser.readObject();
            return new JcaPEMKeyConverter().getPrivateKey(read instanceof PrivateKeyInfo info ? info : null);
        }
    }

    private static String assertion(String client, PrivateKey key, String id) throws Exception {
        boolean rsa = key.getAlgorithm().equals("RSA");
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(running.server.url() + "/adfs/oauth2/token")
                        .jwtID(id)
                        .expirationTime(Date.from(NOW.get().plusSeconds(600)))
                        .build());
        jwt.sign(
                rsa
                        ? new RSASSASigner(key)
                        : new com.nimbusds.jose.crypto.ECDSASigner((java.security.interfaces.ECPrivateKey) key));
        return jwt.serialize();
    }

    private static Reply byAssertion(String assertion) {
        return running.form(
                "/adfs/oauth2/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion));
    }

    @Test
    void givesTokensInTheFormOfManagedIdentities() {
        Reply reply = running.send(running.request(
                        "/msi/token?api-version=2019-08-01&resource="
                                + URLEncoder.encode(running.server.url() + "/arm", StandardCharsets.UTF_8),
                        "")
                .header("X-IDENTITY-HEADER", running.admin.clientId() + ":" + running.admin.secret())
                .GET()
                .build());
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        assertThat(reply.body().get("expires_on").asString()).matches("[0-9]+");
        assertThat(running.get(SUBSCRIPTIONS, reply.body().get("access_token").asString())
                        .status())
                .isEqualTo(200);
        assertThat(running.get("/msi/token?resource=x", "").status()).isEqualTo(400);
    }

    @Test
    void tokensOutliveTheChangeOfTheSigningKey() {
        String before = running.token(running.admin.clientId(), running.admin.secret());
        Reply rotated = running.post(
                "/providers/Tidewaiter.Security/signingKeys/current/rotate" + RunningServer.OURS_VERSION, "", before);
        assertThat(rotated.status()).as(rotated.raw().body()).isEqualTo(200);
        String after = running.token(running.admin.clientId(), running.admin.secret());
        assertThat(running.get(SUBSCRIPTIONS, before).status()).isEqualTo(200);
        assertThat(running.get(SUBSCRIPTIONS, after).status()).isEqualTo(200);
        assertThat(running.get("/adfs/discovery/keys", "").body().get("keys").size())
                .isGreaterThan(1);
    }

    /** Another Tidewaiter stands for any OpenID Connect issuer. */
    @Test
    void acceptsTokensOfAConfiguredIssuerAndOfNoOther(@TempDir Path theirs, @TempDir Path ours) {
        try (RunningServer issuer = RunningServer.start(theirs);
                State state = State.open(ours, Clock.systemUTC());
                Server server = Server.start(
                        RunningServer.config(ours)
                                .trusting(new OidcIssuer(
                                        issuer.server.url() + "/adfs",
                                        issuer.server.url() + "/arm",
                                        OidcIssuer.OID,
                                        Optional.of(issuer.server.certificate()))),
                        state)) {
            HttpClient client = RunningServer.client(server.certificate());
            assertThat(status(client, server, issuer.adminToken)).isEqualTo(200);
            assertThat(status(client, server, running.adminToken)).isEqualTo(401);
            client.close();
            assertThat(issuer.get(SUBSCRIPTIONS, running.adminToken).code())
                    .as("without configuration")
                    .isIn("InvalidAuthenticationToken", "InvalidAuthenticationTokenTenant");
        }
    }

    private static int status(HttpClient client, Server server, String token) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + SUBSCRIPTIONS))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void listsPeopleWithoutTheirPasswordsAndForgetsThem() {
        JsonNode made = person("Gone");
        Reply list =
                running.get("/providers/Tidewaiter.Security/users" + RunningServer.OURS_VERSION, running.adminToken);
        assertThat(list.raw().body())
                .contains("Gone")
                .doesNotContain(made.get("password").asString());
        String path = "/providers/Tidewaiter.Security/users/gone" + RunningServer.OURS_VERSION;
        assertThat(running.delete(path, running.adminToken).status()).isEqualTo(200);
        assertThat(running.delete(path, running.adminToken).status()).isEqualTo(204);
        assertThat(List.of(running.get(path, running.adminToken).status())).containsExactly(404);
    }
}
