package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.OURS_VERSION;
import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static io.tidewaiter.server.RunningServer.ROLE_VERSION;
import static io.tidewaiter.server.RunningServer.SECURITY_READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ResourcesTest {
    private static final String VERSION = "?api-version=2022-12-01";

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String subscription;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        subscription = "/subscriptions/" + running.admin.subscriptionId();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String registryPath(String name) {
        return subscription + "/resourceGroups/RG-One/providers/Microsoft.ContainerRegistry/registries/" + name;
    }

    @Test
    void asksForAVersionThatItKnows() {
        Reply missing = running.get("/subscriptions", running.adminToken);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.code()).isEqualTo("MissingApiVersionParameter");
        Reply core = running.get("/subscriptions?api-version=1999-01-01", running.adminToken);
        assertThat(core.code()).isEqualTo("InvalidApiVersionParameter");
        assertThat(core.message()).contains("2022-12-01");
        Reply provider = running.get(registryPath("x") + "?api-version=1999-01-01", running.adminToken);
        assertThat(provider.code()).isEqualTo("NoRegisteredProviderFound");
        assertThat(provider.message()).contains("2025-11-01").contains("registries");
        assertThat(running.get("/SUBSCRIPTIONS?API-VERSION=2022-12-01", running.adminToken)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersEverythingInTheEnvelope() {
        for (String path : new String[] {"/", "/nothing", "/subscriptions/x/y", "/providers/No.Such/thing", "/adfs"}) {
            Reply reply = running.get(path, "");
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.code()).as(path).isNotEmpty();
            assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("application/json;charset=utf-8");
            assertThat(reply.header("x-ms-request-id")).isNotEmpty();
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Strict-Transport-Security")).isNotEmpty();
            assertThat(reply.header("Server")).isEmpty();
        }
        Reply method = running.delete(subscription + VERSION, running.adminToken);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("HttpMethodNotAllowed");
        Reply guid = running.get("/subscriptions/not-a-guid" + VERSION, running.adminToken);
        assertThat(guid.code()).isEqualTo("InvalidSubscriptionId");
    }

    @Test
    void aPathThatTakesAnotherMethodSaysWhichOne() {
        String tenant = "/" + running.server.tenantId();
        for (String path : new String[] {
            "/adfs/oauth2/token",
            "/adfs/oauth2/devicecode",
            tenant + "/oauth2/token",
            tenant + "/oauth2/v2.0/token",
            tenant + "/oauth2/devicecode",
            tenant + "/oauth2/v2.0/devicecode",
            "/intake/reg/distribution"
        }) {
            assertNotAllowed(path, running.get(path, ""), "POST");
        }
        for (String path : new String[] {"/msi/token", "/metadata/endpoints", "/adfs/discovery/keys"}) {
            assertNotAllowed(path, running.delete(path, ""), "GET");
        }
        for (String path : new String[] {"/v1.0/users", "/adfs/oauth2/authorize", "/adfs/oauth2/deviceauth"}) {
            assertNotAllowed(path, running.delete(path, ""), "GET, POST");
        }
    }

    private static void assertNotAllowed(String path, Reply reply, String allowed) {
        assertThat(reply.status()).as(path).isEqualTo(405);
        assertThat(reply.code()).as(path).isEqualTo("HttpMethodNotAllowed");
        assertThat(reply.header("Allow")).as(path).isEqualTo(allowed);
    }

    @Test
    void brokenRequestsAreToldNothingOfTheInside() throws Exception {
        for (String line : new String[] {"GET /a%zz HTTP/1.1", "GET /\\..\\x HTTP/1.1", "G@T / HTTP/1.1"}) {
            String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(line).startsWith("HTTP/1.1 400");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception");
        }
    }

    private static String raw(String request) throws Exception {
        var tls = RunningServer.tls(running.server.certificate());
        SSLSocketFactory sockets = tls.getSocketFactory();
        try (var socket = sockets.createSocket("127.0.0.1", running.server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void echoesIdsThatAreIds() {
        Reply reply = running.send(running.request("/subscriptions" + VERSION, running.adminToken)
                .header("x-ms-correlation-request-id", "abc-1")
                .header("x-ms-client-request-id", "def-2")
                .header("x-ms-return-client-request-id", "true")
                .GET()
                .build());
        assertThat(reply.header("x-ms-correlation-request-id")).isEqualTo("abc-1");
        assertThat(reply.header("x-ms-client-request-id")).isEqualTo("def-2");
    }

    @Test
    void registriesAreWrittenReadListedAndDeleted() {
        String id = registryPath("Crud");
        String body = """
                {"location":"westeurope","tags":{"team":"a"},"sku":{"name":"Premium"},
                 "properties":{"loginServer":"127.0.0.1:5000","adminUserEnabled":true}}""";
        assertThat(running.put(id + REGISTRY_VERSION, body, running.adminToken).status())
                .isEqualTo(201);
        assertThat(running.put(id + REGISTRY_VERSION, body, running.adminToken).status())
                .isEqualTo(200);
        JsonNode got = running.get(id.toLowerCase(Locale.ROOT) + REGISTRY_VERSION, running.adminToken)
                .body();
        assertThat(got.get("id").asString()).isEqualTo(id);
        assertThat(got.get("location").asString()).isEqualTo("westeurope");
        assertThat(got.get("tags").get("team").asString()).isEqualTo("a");
        assertThat(got.get("sku").get("name").asString()).isEqualTo("Premium");
        assertThat(got.get("properties").get("loginServer").asString()).isEqualTo("127.0.0.1:5000");
        assertThat(got.get("properties").get("adminUserEnabled").asBoolean()).isTrue();
        assertThat(got.get("properties").has("tidewaiter")).isFalse();
        for (String scope : new String[] {subscription, subscription + "/resourceGroups/rg-ONE"}) {
            Reply list = running.get(
                    scope + "/providers/Microsoft.ContainerRegistry/registries" + REGISTRY_VERSION, running.adminToken);
            assertThat(list.body().get("value").toString()).contains(id);
        }
        Reply group = running.get(subscription + "/resourcegroups/rg-one" + VERSION, running.adminToken);
        assertThat(group.body().get("name").asString()).isEqualTo("RG-One");
        Reply resources = running.get(
                subscription + "/resources?api-version=2021-04-01&$filter=resourceType%20eq%20"
                        + "'Microsoft.ContainerRegistry/registries'",
                running.adminToken);
        assertThat(resources.body().get("value").toString()).contains(id);
        Reply taken = running.put(id.replace("RG-One", "RG-Two") + REGISTRY_VERSION, body, running.adminToken);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(running.delete(id + REGISTRY_VERSION, running.adminToken).status())
                .isEqualTo(200);
        assertThat(running.delete(id + REGISTRY_VERSION, running.adminToken).status())
                .isEqualTo(204);
        assertThat(running.get(id + REGISTRY_VERSION, running.adminToken).status())
                .isEqualTo(404);
    }

    @Test
    void pullCredentialsGoInAndNeverOut() {
        String id = registryPath("Secret");
        put(id, """
                {"properties":{"loginServer":"a.example","tidewaiter":{"credentials":{"username":"u","password":"p4ss-w"}}}}""");
        JsonNode shown = running.get(id + REGISTRY_VERSION, running.adminToken).body();
        assertThat(shown.toString()).doesNotContain("p4ss-w");
        assertThat(running.state.resources().registry(id).orElseThrow().properties())
                .contains("p4ss-w");
        assertThat(running.state.resources().registry(id).orElseThrow().toString())
                .doesNotContain("p4ss-w");
        put(id, shown.toString()); // what was read is written back
        assertThat(running.state.resources().registry(id).orElseThrow().properties())
                .contains("p4ss-w");
        put(id, "{\"properties\":{\"loginServer\":\"evil.example\"}}");
        assertThat(running.state.resources().registry(id).orElseThrow().properties())
                .doesNotContain("p4ss-w");
        Reply bad = running.put(
                id + REGISTRY_VERSION,
                "{\"properties\":{\"tidewaiter\":{\"credentials\":{\"username\":\"u\"}}}}",
                running.adminToken);
        assertThat(bad.status()).isEqualTo(400);
        Reply host = running.put(
                id + REGISTRY_VERSION, "{\"properties\":{\"loginServer\":\"http://x/\"}}", running.adminToken);
        assertThat(host.status()).isEqualTo(400);
    }

    private static void put(String id, String body) {
        assertThat(running.put(id + REGISTRY_VERSION, body, running.adminToken).status())
                .isLessThan(300);
    }

    @Test
    void bodiesAreBoundedObjects() {
        String id = registryPath("Bodies") + REGISTRY_VERSION;
        assertThat(running.put(id, "[1]", running.adminToken).code()).isEqualTo("InvalidRequestContent");
        assertThat(running.put(id, "{", running.adminToken).code()).isEqualTo("InvalidRequestContent");
        assertThat(running.put(id, "{\"a\":".repeat(5_000), running.adminToken).status())
                .isEqualTo(400);
        assertThat(running.put(id, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}", running.adminToken)
                        .status())
                .isEqualTo(413);
    }

    @Test
    void thePlanIsSwitched() {
        String plan = subscription + "/providers/Microsoft.Security/pricings/containerregistry?api-version=2022-03-01";
        assertThat(running.get(plan, running.adminToken)
                        .body()
                        .get("properties")
                        .get("pricingTier")
                        .asString())
                .isEqualTo("Standard");
        Reply free = running.put(plan, "{\"properties\":{\"pricingTier\":\"free\"}}", running.adminToken);
        assertThat(free.body().get("properties").get("pricingTier").asString()).isEqualTo("Free");
        assertThat(running.put(plan, "{\"properties\":{}}", running.adminToken).status())
                .isEqualTo(400);
        Reply list = running.get(
                subscription + "/providers/Microsoft.Security/pricings?api-version=2024-01-01", running.adminToken);
        assertThat(list.body().get("value").valueStream().map(p -> p.get("name").asString()))
                .contains("ContainerRegistry", "Containers");
    }

    @Test
    void rolesAreGivenAndTaken() {
        String principals = "/providers/Tidewaiter.Security/servicePrincipals/roller" + OURS_VERSION;
        Reply made = running.put(principals, "{}", running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        JsonNode properties = made.body().get("properties");
        Reply again = running.put(principals, "{}", running.adminToken);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("properties").has("secret")).isFalse();
        String token = running.token(
                properties.get("appId").asString(), properties.get("secret").asString());
        assertThat(running.get("/subscriptions" + VERSION, token)
                        .body()
                        .get("value")
                        .size())
                .isZero();
        String name = "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        String body = """
                {"properties":{"roleDefinitionId":"%s/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s"}}""".formatted(
                subscription, SECURITY_READER, properties.get("objectId").asString());
        assertThat(running.put(subscription + name + ROLE_VERSION, body, token).status())
                .isEqualTo(403);
        assertThat(running.put(subscription + name + ROLE_VERSION, body, running.adminToken)
                        .status())
                .isEqualTo(201);
        assertThat(running.get("/subscriptions" + VERSION, token)
                        .body()
                        .get("value")
                        .size())
                .isEqualTo(1);
        String twice = "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        assertThat(running.put(subscription + twice + ROLE_VERSION, body, running.adminToken)
                        .code())
                .isEqualTo("RoleAssignmentExists");
        assertThat(running.put(
                                subscription + twice + ROLE_VERSION,
                                body.replace(
                                        properties.get("objectId").asString(),
                                        UUID.randomUUID().toString()),
                                running.adminToken)
                        .code())
                .isEqualTo("PrincipalNotFound");
        Reply list = running.get(
                subscription + "/providers/Microsoft.Authorization/roleAssignments" + ROLE_VERSION
                        + "&$filter=principalId%20eq%20'"
                        + properties.get("objectId").asString() + "'",
                running.adminToken);
        assertThat(list.body().get("value").size()).isEqualTo(1);
        assertThat(running.delete(subscription + name + ROLE_VERSION, running.adminToken)
                        .status())
                .isEqualTo(200);
        assertThat(running.get("/subscriptions" + VERSION, token)
                        .body()
                        .get("value")
                        .size())
                .isZero();
    }

    @Test
    void aDeletedPrincipalLosesItsRolesAtOnce() {
        String token = running.principal("leaver", SECURITY_READER, subscription);
        assertThat(running.get(subscription + "/providers/Microsoft.Security/assessments?api-version=2020-01-01", token)
                        .status())
                .isEqualTo(200);
        running.delete("/providers/Tidewaiter.Security/servicePrincipals/leaver" + OURS_VERSION, running.adminToken);
        assertThat(running.get(subscription + "/providers/Microsoft.Security/assessments?api-version=2020-01-01", token)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRegeneratedSecretReplacesTheOldOne() {
        String path = "/providers/Tidewaiter.Security/servicePrincipals/turner";
        JsonNode first = running.put(path + OURS_VERSION, "{}", running.adminToken)
                .body()
                .get("properties");
        JsonNode second = running.post(path + "/regenerateSecret" + OURS_VERSION, "", running.adminToken)
                .body()
                .get("properties");
        assertThat(running.token(
                        first.get("appId").asString(), second.get("secret").asString()))
                .isNotEmpty();
        assertThat(second.get("secret").asString())
                .isNotEqualTo(first.get("secret").asString());
        assertThat(running.form(
                                "/adfs/oauth2/token",
                                java.util.Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        first.get("appId").asString(),
                                        "client_secret",
                                        first.get("secret").asString()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void providersAreAlwaysRegistered() {
        Reply one = running.get(
                subscription + "/providers/microsoft.containerregistry?api-version=2021-04-01", running.adminToken);
        assertThat(one.body().get("registrationState").asString()).isEqualTo("Registered");
        assertThat(one.body().toString()).contains("registries").contains("2025-11-01");
        Reply register = running.post(
                subscription + "/providers/Microsoft.Security/register?api-version=2021-04-01", "", running.adminToken);
        assertThat(register.body().get("registrationState").asString()).isEqualTo("Registered");
        Reply roles = running.get(
                subscription + "/providers/Microsoft.Authorization/roleDefinitions" + ROLE_VERSION
                        + "&$filter=roleName%20eq%20'Security%20Reader'",
                running.adminToken);
        assertThat(roles.body().get("value").get(0).get("name").asString()).isEqualTo(SECURITY_READER);
        assertThat(running.get("/tenants" + VERSION, running.adminToken)
                        .body()
                        .get("value")
                        .get(0)
                        .get("tenantId")
                        .asString())
                .isEqualTo(running.server.tenantId());
    }
}
