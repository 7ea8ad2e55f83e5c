package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.ROLE_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsServer;
import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.server.token.OidcIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Principals and groups of another issuer: they have the roles that somebody here gave them, and nobody else's. */
class ForeignGroupsTest {
    @TempDir
    Path folder;

    private HttpsServer issuer;
    private RSAKey key;
    private RunningServer running;
    private String subscription;

    @BeforeEach
    void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        issuer = Ear.tls(folder);
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + name() + "\",\"jwks_uri\":\"" + name() + "/keys\"}");
        answer("/keys", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
        running = RunningServer.start(
                RunningServer.config(Files.createDirectory(folder.resolve("data")))
                        .trusting(new OidcIssuer(
                                name(), "tidewaiter", OidcIssuer.OID, Optional.of(folder.resolve("ear.pem")))),
                Clock.systemUTC());
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        running.registry("regone");
    }

    @AfterEach
    void stop() {
        running.close();
        issuer.stop(0);
    }

    private String name() {
        return "https://localhost:" + issuer.getAddress().getPort();
    }

    private void answer(String path, String text) {
        issuer.createContext(path, exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .subject(subject)
                .audience("tidewaiter")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private String token(JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims.build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private Reply assign(String principalId, String more) {
        return running.put(
                subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + ROLE_VERSION,
                "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
                        + RunningServer.SECURITY_READER + "\",\"principalId\":\"" + principalId + "\"" + more + "}}",
                running.adminToken);
    }

    private int status(String token) {
        return running.get(subscription + "/providers/Microsoft.Security/assessments?api-version=2021-06-01", token)
                .status();
    }

    @Test
    void aGroupOfTheTokenHasTheRolesThatItWasGiven() throws Exception {
        String guid = UUID.randomUUID().toString();
        assertThat(assign("group:/team/security", "").status()).isEqualTo(201);
        assertThat(assign(guid, "").code()).isEqualTo("PrincipalNotFound");
        Reply given = assign(guid, ",\"principalType\":\"Group\"");
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.body().at("/properties/principalType").asString()).isEqualTo("Group");

        assertThat(status(token(claims("ann")))).isEqualTo(403);
        assertThat(status(token(claims("ann").claim("groups", List.of("/team/security")))))
                .isEqualTo(200);
        assertThat(status(token(claims("ann").claim("groups", List.of("other", guid)))))
                .isEqualTo(200);
        assertThat(status(token(claims("ann").claim("groups", List.of("/team/other")))))
                .isEqualTo(403);
        assertThat(status(token(claims("ann").claim("groups", "/team/security"))))
                .as("no list")
                .isEqualTo(403);
        assertThat(status(token(claims("ann"))))
                .as("groups count for their own request")
                .isEqualTo(403);
    }

    @Test
    void aSubjectCanHaveARole() throws Exception {
        assertThat(assign("subject:build@" + name(), "").status()).isEqualTo(201);
        assertThat(status(token(claims("build")))).isEqualTo(200);
        assertThat(status(token(claims("builder")))).isEqualTo(403);
        assertThat(assign("subject:build@https://elsewhere.example", "").status())
                .as("a name with an at of the one issuer")
                .isEqualTo(201);
        assertThat(assign("ann", "").code()).isEqualTo("PrincipalNotFound");
    }

    @Test
    void anotherDirectoryCannotPutAnybodyIntoOurGroups() throws Exception {
        String administrator = running.server.firstCredential().orElseThrow().clientId();
        String objectId =
                running.state.resources().principal(administrator).orElseThrow().objectId();
        assertThat(status(token(claims("eve").claim("groups", List.of(objectId)))))
                .isEqualTo(403);
    }

    @Test
    void tokensThatAreUnsignedExpiredOrForOthersAreRefusedByTheirNames() throws Exception {
        assertThat(assign("subject:ann", "").status()).isEqualTo(201);
        assertThat(running.get(path(), new PlainJWT(claims("ann").build()).serialize())
                        .code())
                .isEqualTo("InvalidAuthenticationToken");
        String good = token(claims("ann"));
        assertThat(running.get(path(), good).status()).isEqualTo(200);
        assertThat(running.get(path(), good.substring(0, good.lastIndexOf('.') + 1))
                        .code())
                .isEqualTo("InvalidAuthenticationToken");
        assertThat(running.get(
                                path(),
                                token(claims("ann")
                                        .expirationTime(Date.from(Instant.now().minusSeconds(600)))))
                        .code())
                .isEqualTo("ExpiredAuthenticationToken");
        assertThat(running.get(path(), token(claims("ann").audience("others"))).code())
                .isEqualTo("InvalidAuthenticationTokenAudience");
        assertThat(running.get(path(), token(claims("ann").issuer("https://elsewhere.example")))
                        .code())
                .isIn("InvalidAuthenticationTokenTenant", "InvalidAuthenticationToken");
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        assertThat(running.get(path(), token(claims("ann"))).status()).isEqualTo(401);
    }

    private String path() {
        return subscription + "/providers/Microsoft.Security/assessments?api-version=2021-06-01";
    }
}
