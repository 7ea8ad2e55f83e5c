package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.store.IntakeLog;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class IntakeTest {
    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String registry;
    private static String secret;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        registry = running.registry("RegOne");
        Reply credentials =
                running.post(registry + "/listIntakeCredentials" + REGISTRY_VERSION, "", running.adminToken);
        secret = credentials.body().get("secret").asString();
        assertThat(credentials.body().get("distributionUrl").asString())
                .isEqualTo(running.server.url() + "/intake/RegOne/distribution");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static List<IntakeLog.Entry> pending() {
        return running.state.intakeLog().pending(1_000);
    }

    private static String push(String name) {
        return """
                {"events":[{"id":"1","action":"push","target":{
                 "mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%064x",
                 "repository":"team/%s","tag":"1"},"request":{"host":"registry.example:5000"}}]}""".formatted(1, name);
    }

    @Test
    void anEventIsOnDiskBeforeItIsAnswered() {
        String body = push("written");
        Reply reply = running.post("/intake/regone/distribution", body, secret);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(pending()).anySatisfy(entry -> {
            assertThat(entry.registryId()).isEqualTo(registry);
            assertThat(entry.kind()).isEqualTo("distribution");
            assertThat(new String(entry.body(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(reply.body().get("id").asString()).isEqualTo(String.valueOf(entry.id()));
        });
    }

    @Test
    void basicPasswordsAreTakenToo() {
        String basic = Base64.getEncoder().encodeToString(("registry:" + secret).getBytes(StandardCharsets.UTF_8));
        Reply reply = running.send(running.request("/intake/RegOne/acr", "")
                .header("Authorization", "Basic " + basic)
                .POST(BodyPublishers.ofString("""
                        {"id":"1","action":"push","target":{"digest":"sha256:%064x","repository":"team/basic"}}""".formatted(2)))
                .build());
        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void aPingIsAnsweredAndNotKept() {
        int before = pending().size();
        Reply reply = running.post("/intake/RegOne/acr", "{\"id\":\"1\",\"action\":\"ping\"}", secret);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(pending()).hasSize(before);
    }

    @Test
    void whatIsNoEventIsRefusedWithTheReasonAndNotKept() {
        for (String body : new String[] {"not json", "[]", "{}", "{\"events\":1}", "", "\u0000\u0001"}) {
            Reply reply = running.post("/intake/RegOne/distribution", body, secret);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.message()).isNotEmpty();
        }
        String large = push("large").replace("\"id\":\"1\"", "\"id\":\"" + "x".repeat(2 << 20) + "\"");
        assertThat(running.post("/intake/RegOne/distribution", large, secret).status())
                .isEqualTo(413);
        assertThat(pending()).noneMatch(e -> new String(e.body(), StandardCharsets.UTF_8).contains("team/large"));
    }

    @Test
    void everyRegistryHasItsOwnSecret() {
        String other = running.registry("RegTwo");
        assertThat(running.server.intakeSecret(other)).isNotEqualTo(secret);
        for (String wrong : new String[] {"", "x", running.server.intakeSecret(other), running.adminToken}) {
            Reply reply = running.post("/intake/RegOne/distribution", push("wrong"), wrong);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"intake\"");
        }
        assertThat(pending()).noneMatch(e -> new String(e.body(), StandardCharsets.UTF_8).contains("team/wrong"));
    }

    @Test
    void unknownRegistriesAndKindsAreNotFound() {
        assertThat(running.post("/intake/nobody/distribution", push("x"), secret)
                        .status())
                .isEqualTo(404);
        assertThat(running.post("/intake/RegOne/pigeon", push("x"), secret).status())
                .isEqualTo(404);
        Reply asked = running.get("/intake/RegOne/distribution", secret);
        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.header("Allow")).isEqualTo("POST");
    }

    @Test
    void eventsAreCounted() throws Exception {
        running.post("/intake/RegOne/distribution", push("counted"), secret);
        try (var in = java.net
                .URI
                .create("http://127.0.0.1:" + running.server.managementPort() + "/metrics")
                .toURL()
                .openStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("tidewaiter_intake_requests_total\\{outcome=\"accepted\"} [1-9]");
        }
    }

    @Test
    void onlyWhoMayWriteSeesTheSecret() {
        String reader = running.principal(
                "looker", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "/subscriptions/" + running.admin.subscriptionId());
        JsonNode shown = running.get(registry + REGISTRY_VERSION, reader).body();
        assertThat(shown.toString()).doesNotContain(secret);
        Reply denied = running.post(registry + "/listIntakeCredentials" + REGISTRY_VERSION, "", reader);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.message()).contains("Tidewaiter.Security/registries/listIntakeCredentials/action");
    }
}
