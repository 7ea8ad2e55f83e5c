package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.FINDINGS_VERSION;
import static io.tidewaiter.server.RunningServer.OURS_VERSION;
import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.server.announce.AnnounceSettings;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.State;
import io.tidewaiter.store.announce.ImageUse;
import io.tidewaiter.store.announce.Outbox;
import io.tidewaiter.store.announce.RegistryNotice;
import io.tidewaiter.testkit.TurnedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Others are told of what happens: once, in order, signed, again where they did not hear, and never where they may not be. */
class AnnouncementsTest {
    private static final String SECRET = "a secret of more than sixteen".replace(' ', '-');

    @TempDir
    Path folder;

    private RunningServer running;
    private String subscription;
    private String registry;
    private Ear ear;

    @BeforeEach
    void start() throws Exception {
        ear = Ear.openWithTls(Files.createDirectories(folder.resolve("ear")));
        running = RunningServer.start(config(), Clock.systemUTC());
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        registry = running.registry("regone");
    }

    private ServerConfig config() {
        return RunningServer.config(folder.resolve("data"))
                .announcing(AnnounceSettings.USUAL
                        .withImagesAtOnce(2)
                        .withClient(ClientSettings.standard().withCaFile(folder.resolve("ear/ear.pem")))
                        .withRetryFirst(Duration.ofMillis(100)));
    }

    @AfterEach
    void stop() {
        running.close(); // a second time does no harm
        ear.close();
    }

    private String earUrl() {
        return "https://localhost:" + ear.port() + "/hook?code=hidden";
    }

    private void subscribe(String more) {
        Reply made = running.put(
                subscription + "/providers/Tidewaiter.Security/eventSubscriptions/tell" + OURS_VERSION,
                "{\"properties\":{\"endpointUrl\":\"" + earUrl() + "\",\"secret\":\"" + SECRET + "\"" + more + "}}",
                running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.raw().body()).doesNotContain("hidden").doesNotContain(SECRET);
        assertThat(made.body().at("/properties/endpointBaseUrl").asString())
                .isEqualTo("https://localhost:" + ear.port());
        awaitFollowing();
    }

    /** Until somebody wants to hear nothing is followed. */
    private void awaitFollowing() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> running.state.outbox().cursor().isPresent());
    }

    @Test
    void aScanAndWhatItFoundAreToldAsSignedCloudEvents() throws Exception {
        subscribe("");
        Scans.save(running.state, registry, 1, 3);
        Ear.Heard first = ear.next();
        Ear.Heard second = ear.next();
        JsonNode scan = Stream.of(first, second)
                .map(Ear.Heard::json)
                .filter(e -> e.path("type").asString().equals("io.tidewaiter.scan.completed"))
                .findFirst()
                .orElseThrow();
        assertThat(scan.path("specversion").asString()).isEqualTo("1.0");
        assertThat(scan.path("source").asString()).isEqualTo(registry);
        assertThat(scan.path("subject").asString()).isEqualTo("team/demo:1@" + Scans.digest(1));
        assertThat(scan.at("/data/state").asString()).isEqualTo("Done");
        JsonNode found = Stream.of(first, second)
                .map(Ear.Heard::json)
                .filter(e -> e.path("type").asString().equals("io.tidewaiter.findings.changed"))
                .findFirst()
                .orElseThrow();
        assertThat(found.at("/data/appearedCount").asInt()).isEqualTo(3);
        assertThat(found.at("/data/vanishedCount").asInt()).isZero();
        assertThat(found.at("/data/appeared/0/id").asString()).startsWith("CVE-2026-1");
        for (Ear.Heard heard : List.of(first, second)) {
            assertThat(heard.headers().get("content-type")).startsWith("application/cloudevents+json");
            assertThat(heard.headers())
                    .containsEntry("webhook-id", heard.json().path("id").asString());
            assertThat(heard.headers()).containsEntry("webhook-signature", "v1," + signature(heard));
        }
        assertThat(ear.isQuiet()).isTrue();
    }

    private static String signature(Ear.Heard heard) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed =
                heard.headers().get("webhook-id") + "." + heard.headers().get("webhook-timestamp") + "." + heard.text();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRuleTakesFindingsAwayAndItsRemovalBringsThemBack() throws Exception {
        Scans.save(running.state, registry, 1, 3);
        subscribe(",\"eventTypes\":[\"io.tidewaiter.findings.changed\"],\"minimumSeverity\":\"High\"");
        String rule = registry + "/providers/Tidewaiter.Security/rules/all" + OURS_VERSION;
        running.put(
                rule,
                "{\"properties\":{\"justification\":\"a test\",\"conditions\":{\"packages\":[{\"name\":\"openssl\"}]}}}",
                running.adminToken);
        JsonNode away = ear.next().json();
        assertThat(away.at("/data/vanishedCount").asInt()).isEqualTo(1); // the critical one
        assertThat(away.at("/data/appearedCount").asInt()).isZero();
        running.delete(rule, running.adminToken);
        JsonNode back = ear.next().json();
        assertThat(back.at("/data/appearedCount").asInt()).isEqualTo(1);
        assertThat(ear.isQuiet()).isTrue();
    }

    @Test
    void whatTouchesManyImagesIsToldOfAll() throws Exception {
        for (int image = 1; image <= 7; image++) {
            Scans.save(running.state, registry, image, 2);
        }
        subscribe(",\"eventTypes\":[\"io.tidewaiter.findings.changed\",\"io.tidewaiter.judgement.changed\"]");
        running.put(
                registry + "/providers/Tidewaiter.Security/rules/all" + OURS_VERSION,
                "{\"properties\":{\"justification\":\"a test\",\"conditions\":{\"packages\":[{\"name\":\"openssl\"}]}}}",
                running.adminToken);
        Map<String, String> heard = new LinkedHashMap<>();
        while (heard.size() < 8) { // one whose answer was late is told again, under the same id
            JsonNode event = ear.next().json();
            heard.put(
                    event.path("id").asString(),
                    event.path("type").asString().equals("io.tidewaiter.judgement.changed")
                            ? "judgement"
                            : event.path("subject").asString());
        }
        assertThat(heard.values()).as("%s", heard).doesNotHaveDuplicates().contains("judgement");
        assertThat(ear.isQuiet()).isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> running.state
                                .outbox()
                                .cursor()
                                .map(Outbox.Cursor::until)
                                .orElse(1L)
                        == 0);
    }

    @Test
    void whoDidNotHearIsToldAgainAlsoAfterARestart() throws Exception {
        subscribe(",\"eventTypes\":[\"io.tidewaiter.scan.completed\"]");
        ear.answer(500, 503, 301, 500, 500, 500);
        Scans.save(running.state, registry, 1, 1);
        String id = ear.next().json().path("id").asString();
        assertThat(ear.next().json().path("id").asString()).isEqualTo(id);
        running.close();
        State state = State.open(folder.resolve("data"), Clock.systemUTC());
        try (Server again = Server.start(config(), state)) {
            assertThat(again.port()).isPositive();
            List<String> ids = new ArrayList<>();
            while (state
                    .outbox()
                    .of(subscription + "/providers/Tidewaiter.Security/eventSubscriptions/tell", 1)
                    .stream()
                    .anyMatch(one -> one.finishedAt() == null)) {
                ids.add(ear.next().json().path("id").asString());
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }
            assertThat(new TreeSet<>(ids)).containsExactly(id);
        } finally {
            state.close();
        }
    }

    @Test
    void whatMayNotBeAskedIsNotAsked() throws Exception {
        for (String address : List.of(
                "http://169.254.169.254/latest/meta-data",
                "https://[::ffff:169.254.169.254]/",
                "http://registry.invalid/",
                "https://0.0.0.0/")) {
            String name = "bad" + Integer.toUnsignedString(address.hashCode());
            Reply made = running.put(
                    registry + "/webhooks/" + name + REGISTRY_VERSION,
                    "{\"location\":\"local\",\"properties\":{\"serviceUri\":\"" + address
                            + "\",\"actions\":[\"push\"]}}",
                    running.adminToken);
            assertThat(made.status()).isEqualTo(201);
            running.post(registry + "/webhooks/" + name + "/ping" + REGISTRY_VERSION, "", running.adminToken);
            JsonNode event = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> running.post(
                                            registry + "/webhooks/" + name + "/listEvents" + REGISTRY_VERSION,
                                            "",
                                            running.adminToken)
                                    .body()
                                    .at("/value/0"),
                            one -> !one.at("/eventResponseMessage/reasonPhrase")
                                    .asString("waiting")
                                    .equals("waiting"));
            assertThat(event.at("/eventResponseMessage/statusCode").asString()).isEqualTo("0");
        }
    }

    @Test
    void webhooksAreToldWhatTheRegistrySaid() throws Exception {
        for (String scope : List.of("", "team/web:*", "team/web:1", "team/other", "team/web:2")) {
            Reply made = running.put(
                    registry + "/webhooks/hook" + Integer.toUnsignedString(scope.hashCode()) + REGISTRY_VERSION,
                    "{\"location\":\"local\",\"properties\":{\"serviceUri\":\"" + earUrl() + "&scope=" + scope
                            + "\",\"scope\":\"" + scope + "\",\"actions\":[\"push\",\"quarantine\"]}}",
                    running.adminToken);
            assertThat(made.status()).isEqualTo(201);
        }
        long entry = running.state.intakeLog().append(registry, "acr", "{}".getBytes(StandardCharsets.UTF_8));
        List<RegistryNotice> notices = List.of(
                new RegistryNotice(
                        "push", "team/web", "1", Scans.digest(1), "application/vnd.oci.image.manifest.v1+json"),
                new RegistryNotice("delete", "team/web", "", Scans.digest(1), ""),
                new RegistryNotice("quarantine", "team/other", "9", Scans.digest(2), ""));
        IntakeLog.Consequences all = new IntakeLog.Consequences(List.of(), List.of(), List.of(), notices, "");
        running.state.intakeLog().done(entry, all);
        running.state.intakeLog().done(entry, all); // the second time changes nothing
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Ear.Heard heard = ear.next();
            told.add(heard.path().replaceFirst(".*scope=", "") + " "
                    + heard.json().path("action").asString() + " "
                    + heard.json().at("/target/repository").asString() + ":"
                    + heard.json().at("/target/tag").asString());
            assertThat(heard.json().at("/request/host").asString()).isEqualTo("registry.example:5000");
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        " push team/web:1",
                        " quarantine team/other:9",
                        "team/web:* push team/web:1",
                        "team/web:1 push team/web:1",
                        "team/other quarantine team/other:9");
        assertThat(ear.isQuiet()).isTrue();
    }

    @Test
    void anAutomationSendsWhatItsRulesWantToALogicAppAndAnEventHub() throws Exception {
        String automation = subscription + "/resourceGroups/RG-One/providers/Microsoft.Security/automations/export";
        String body = """
                {"location":"local","properties":{"isEnabled":true,"scopes":[{"scopePath":"%s"}],
                 "sources":[{"eventSource":"SubAssessments","ruleSets":[{"rules":[{"propertyJPath":
                   "properties.status.severity","propertyType":"String","operator":"Equals","expectedValue":"High"}]}]},
                   {"eventSource":"SecureScores"}],
                 "actions":[{"actionType":"LogicApp","logicAppResourceId":"/x","uri":"%s"},
                   {"actionType":"EventHub","eventHubResourceId":"/y/eventhubs/findings","connectionString":
                    "Endpoint=sb://localhost:%d/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0"},
                   {"actionType":"Workspace","workspaceResourceId":"/z"}]}}""".formatted(subscription, earUrl(), ear.port());
        Reply made = running.put(automation + "?api-version=2019-01-01-preview", body, running.adminToken);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/tidewaiter/notSent"))
                .extracting(JsonNode::asString)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("actions[2]: a Workspace"),
                        one -> assertThat(one).startsWith("sources[1]: of SecureScores"));
        awaitFollowing();
        Scans.save(running.state, registry, 1, 3);
        List<Ear.Heard> both = List.of(ear.next(), ear.next());
        assertThat(both)
                .extracting(Ear.Heard::path)
                .containsExactlyInAnyOrder("/hook?code=hidden", "/findings/messages");
        for (Ear.Heard heard : both) {
            assertThat(heard.json().at("/properties/status/severity").asString())
                    .isEqualTo("High");
            assertThat(heard.json().path("type").asString()).isEqualTo("Microsoft.Security/assessments/subAssessments");
            String name = heard.json().path("name").asString();
            assertThat(running.get(
                                    registry + "/providers/Microsoft.Security/assessments/"
                                            + "dbd0cb49-b563-45e7-9724-889e799fa648/subAssessments/" + name
                                            + FINDINGS_VERSION,
                                    running.adminToken)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(both.stream()
                        .filter(h -> h.path().startsWith("/findings"))
                        .findFirst()
                        .orElseThrow()
                        .headers())
                .hasEntrySatisfying(
                        "authorization",
                        value -> assertThat(value)
                                .startsWith("SharedAccessSignature sr=https%3A%2F%2Flocalhost%3A" + ear.port()
                                        + "%2Ffindings&sig=")
                                .endsWith("&skn=send"));
        assertThat(ear.isQuiet()).isTrue();
        assertThat(running.get(
                                subscription + "/providers/Tidewaiter.Security/deliveries" + OURS_VERSION,
                                running.adminToken)
                        .body()
                        .path("value"))
                .hasSize(2)
                .allSatisfy(one ->
                        assertThat(one.at("/properties/state").asString()).isEqualTo("Sent"));
    }

    @Test
    void anImageThatNobodyWantsIsScannedAndNotToldOf() throws Exception {
        running.close();
        TurnedClock clock = new TurnedClock();
        running = RunningServer.start(
                RunningServer.config(folder.resolve("other"))
                        .announcing(config().announce().withQuietAfter(Duration.ofDays(30))),
                clock);
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        registry = running.registry("regone");
        Scans.save(running.state, registry, 1, 1);
        Scans.save(running.state, registry, 2, 1);
        subscribe(",\"eventTypes\":[\"io.tidewaiter.findings.changed\"]");
        clock.turn(Duration.ofDays(31));
        String token = running.token(running.admin.clientId(), running.admin.secret());
        long entry = running.state.intakeLog().append(registry, "distribution", "{}".getBytes(StandardCharsets.UTF_8));
        running.state
                .intakeLog()
                .done(
                        entry,
                        new IntakeLog.Consequences(
                                List.of(),
                                List.of(),
                                List.of(new ImageUse.Pull("team/demo", Scans.digest(2))),
                                List.of(),
                                ""));
        running.put(
                registry + "/providers/Tidewaiter.Security/rules/all" + OURS_VERSION,
                "{\"properties\":{\"justification\":\"a test\",\"conditions\":{\"packages\":[{\"name\":\"openssl\"}]}}}",
                token);
        assertThat(ear.next().json().at("/data/digest").asString()).isEqualTo(Scans.digest(2));
        assertThat(ear.isQuiet()).isTrue();
        assertThat(running.get(
                                registry + "/providers/Microsoft.Security/assessments/"
                                        + "dbd0cb49-b563-45e7-9724-889e799fa648?api-version=2021-06-01",
                                token)
                        .body()
                        .at("/properties/status/code")
                        .asString())
                .isEqualTo("Healthy");
    }
}
