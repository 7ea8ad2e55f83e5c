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
import java.util.Locale;
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
        return assign(RunningServer.SECURITY_READER, principalId, more);
    }

    private Reply assign(String role, String principalId, String more) {
        return running.put(
                subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + ROLE_VERSION,
                "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/" + role
                        + "\",\"principalId\":\"" + principalId + "\"" + more + "}}",
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
        assertThat(status(token(claims("eve").claim("groups", List.of(administrator())))))
                .isEqualTo(403);
    }

    private String administrator() {
        String client = running.server.firstCredential().orElseThrow().clientId();
        return running.state.resources().principal(client).orElseThrow().objectId();
    }

    @Test
    void anotherDirectoryCannotSpeakForSomebodyOfOurs() throws Exception {
        String objectId = administrator();
        for (String spelled : List.of(objectId, objectId.toUpperCase(Locale.ROOT))) {
            Reply reply = running.get(path(), token(claims("eve").claim("oid", spelled)));
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("InvalidAuthenticationToken");
            assertThat(reply.raw().body()).contains("names an object id of this directory");
        }
        assertThat(running.get("/v1.0/me", token(claims("eve").claim("oid", objectId)))
                        .status())
                .isEqualTo(401);
        Reply group = running.put(
                "/providers/Tidewaiter.Security/groups/ops" + RunningServer.OURS_VERSION,
                "{\"properties\":{\"members\":[]}}",
                running.adminToken);
        assertThat(group.status()).as(group.raw().body()).isEqualTo(201);
        assertThat(running.get(
                                path(),
                                token(claims("eve")
                                        .claim(
                                                "oid",
                                                group.body()
                                                        .at("/properties/objectId")
                                                        .asString())))
                        .status())
                .as("an id of one of our groups")
                .isEqualTo(401);
    }

    @Test
    void anObjectIdOfTheOnlyIssuerIsTheOneOfTheRole() throws Exception {
        String guid = UUID.randomUUID().toString();
        assertThat(assign(guid, ",\"principalType\":\"User\"").status()).isEqualTo(201);
        assertThat(status(token(claims("ann").claim("oid", guid)))).isEqualTo(200);
        assertThat(status(token(claims("ann").claim("oid", guid.toUpperCase(Locale.ROOT)))))
                .isEqualTo(200);
        assertThat(assign("object:ann@corp.example", "").status()).isEqualTo(201);
        assertThat(status(token(claims("1").claim("oid", "ann@corp.example")))).isEqualTo(200);
        assertThat(status(token(claims("ann@corp.example"))))
                .as("a subject is no object id")
                .isEqualTo(403);
    }

    @Test
    void aSecondIssuerCannotSpeakForThePrincipalsOfTheFirst() throws Exception {
        String guid = UUID.randomUUID().toString();
        OidcIssuer second =
                new OidcIssuer(name(), "tidewaiter", OidcIssuer.OID, Optional.of(folder.resolve("ear.pem")));
        try (RunningServer two = RunningServer.start(
                RunningServer.config(Files.createDirectory(folder.resolve("two")))
                        .trusting(new OidcIssuer("https://first.example", "a", OidcIssuer.OID, Optional.empty()))
                        .trusting(second),
                Clock.systemUTC())) {
            String scope = "/subscriptions/" + two.admin.subscriptionId();
            String list = scope + "/providers/Microsoft.Security/assessments?api-version=2021-06-01";
            String role = "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
                    + RunningServer.SECURITY_READER + "\",\"principalType\":\"Group\",\"principalId\":\"";
            String assignments = scope + "/providers/Microsoft.Authorization/roleAssignments/";
            assertThat(two.put(assignments + UUID.randomUUID() + ROLE_VERSION, role + guid + "\"}}", two.adminToken)
                            .status())
                    .isEqualTo(201);
            assertThat(two.get(list, token(claims("eve").claim("oid", guid))).status())
                    .isEqualTo(403);
            assertThat(two.get(list, token(claims("eve").claim("groups", List.of(guid))))
                            .status())
                    .isEqualTo(403);
            assertThat(two.put(
                                    assignments + UUID.randomUUID() + ROLE_VERSION,
                                    role + "object:" + guid + "@" + name() + "\"}}",
                                    two.adminToken)
                            .status())
                    .isEqualTo(201);
            assertThat(two.get(list, token(claims("ann").claim("oid", guid))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatAnotherIssuersPrincipalDoesIsWrittenDownUnderItsOwnId() throws Exception {
        String guid = UUID.randomUUID().toString();
        String owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
        assertThat(assign(owner, guid, ",\"principalType\":\"User\"").status()).isEqualTo(201);
        JWTClaimsSet.Builder claims = claims("ann")
                .claim("oid", guid)
                .claim("appid", running.server.firstCredential().orElseThrow().clientId());
        assertThat(running.put(
                                subscription + "/resourceGroups/theirs?api-version=2021-04-01",
                                "{\"location\":\"local\"}",
                                token(claims))
                        .status())
                .isEqualTo(201);
        Reply events = running.get(
                subscription + "/providers/Tidewaiter.Security/auditEvents" + RunningServer.OURS_VERSION,
                running.adminToken);
        assertThat(events.raw().body()).contains("\"caller\":\"" + guid + "\"");
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
