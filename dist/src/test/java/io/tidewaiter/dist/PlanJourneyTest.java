package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import io.tidewaiter.testkit.TurnedClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The journey of a subscription, over HTTPS and with another people's registry, from the plan to the bill. */
class PlanJourneyTest {
    private static final String OURS = "?api-version=2026-11-01";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TurnedClock clock = new TurnedClock();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private HttpServer ear;
    private Journey journey;
    private String subscription;
    private String registry;
    private String host;

    @Test
    void fromThePlanToTheBill(@TempDir Path folder) throws Exception {
        Path program = Programs.require("docker-registry");
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        int port = RegistryProcess.freePort();
        host = "127.0.0.1:" + port;
        ReconcileSettings listings = ReconcileSettings.standard().withEvery(Duration.ofSeconds(2));
        try (Journey started = Journey.start(folder.resolve("data"), database, listings, clock)) {
            journey = started;
            subscription = "/subscriptions/" + journey.subscriptionId();
            registry = subscription + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/debian";
            ear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Process process = RegistryProcess.notifying(program, folder, port, journey, registry);
            try {
                awaitTrue(() -> RegistryProcess.listens(port));
                through();
            } finally {
                process.destroyForcibly().waitFor();
                ear.stop(0);
            }
        }
    }

    private void through() throws Exception {
        plan("Free");
        journey.rest.put(registry + "?api-version=2023-07-01", """
                {"location":"local","properties":{"loginServer":"%s"}}""".formatted(host));
        webhook();
        TestImage first = image("6.5.2");
        first.push(host, "team/first", "1");
        assertThat(heard.poll(60, TimeUnit.SECONDS))
                .contains("\"action\":\"push\"")
                .contains(first.digest());
        pulledBySomebody(first.digest());
        nothingIsScannedOrCharged();
        plan("Standard");
        awaitTrue(() -> unhealthy().equals(List.of("team/first")));
        TestImage second = image("6.0.0");
        second.push(host, "team/second", "1");
        second.push(host, "team/copy", "again");
        awaitTrue(() -> unhealthy().equals(List.of("team/copy", "team/first", "team/second")));
        assertThat(status(registry)).isEqualTo("Unhealthy ");
        aClosedRegistryIsNotApplicable();
        aReaderReadsAndCannotWrite();
        aRuleHidesOneFindingUntilItExpires();
        second.push(host, "team/second", "2");
        journey.rest.post(registry + "/scan" + OURS, "{\"repository\":\"team/second\"}");
        awaitTrue(() -> scans() > 4 && unhealthy().size() == 3);
        eachDigestIsChargedOnce(List.of(first.digest(), second.digest()));
    }

    /** The registry's webhook tells of pushes, whether there is a plan or not. */
    private void webhook() throws Exception {
        ear.createContext("/", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        ear.start();
        journey.rest.put(registry + "/webhooks/teller?api-version=2023-07-01", """
                {"location":"local","properties":{"serviceUri":"http://127.0.0.1:%d/","actions":["push"]}}""".formatted(
                        ear.getAddress().getPort()));
    }

    private void pulledBySomebody(String digest) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + "/v2/team/first/manifests/1"))
                    .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        awaitTrue(() -> journey.service
                .state()
                .imageUse()
                .pulledAt(registry, "team/first", digest)
                .isPresent());
    }

    private void nothingIsScannedOrCharged() throws Exception {
        awaitTrue(() -> state("debian").equals("Free PlanFree"));
        // the push was told, too: it is written down, worked on, and comes to nothing
        awaitTrue(() -> journey.service.state().intakeLog().pending(1).isEmpty());
        assertThat(scans()).isZero();
        assertThat(Journey.subAssessments(journey.rest, registry)).isEmpty();
        assertThat(exported()).isEmpty();
        assertThat(status(registry)).isEqualTo("NotApplicable PlanFree");
    }

    private void aClosedRegistryIsNotApplicable() throws Exception {
        String closed = registry.replace("/debian", "/closed");
        journey.rest.put(closed + "?api-version=2023-07-01", """
                {"location":"local","properties":{"loginServer":"%s","publicNetworkAccess":"Disabled"}}""".formatted(host));
        awaitTrue(() -> state("closed").equals("Unsupported RegistryNetworkClosed"));
        assertThat(status(closed)).isEqualTo("NotApplicable RegistryNetworkClosed");
        assertThat(Journey.subAssessments(journey.rest, closed)).isEmpty();
    }

    private void aReaderReadsAndCannotWrite() throws Exception {
        RestClient reader = journey.securityReader(subscription);
        assertThat(Journey.subAssessments(reader, registry)).hasSize(3);
        assertThat(journey.send(reader, "PUT", pricing(), "{\"properties\":{\"pricingTier\":\"Free\"}}"))
                .isEqualTo(403);
        assertThat(journey.send(
                        reader, "PUT", rule(), RULE.formatted(clock.instant().plusSeconds(600))))
                .isEqualTo(403);
        assertThat(journey.send(reader, "POST", registry + "/scan" + OURS, "{}"))
                .isEqualTo(403);
        assertThat(journey.send(reader, "DELETE", registry + "?api-version=2023-07-01", ""))
                .isEqualTo(403);
    }

    private static final String RULE = """
            {"properties":{"justification":"the parser is not reached","expiresOn":"%s",
             "conditions":{"cves":["CVE-2022-24999"],"repositories":["team/first"]}}}""";

    private String rule() {
        return registry + "/providers/Tidewaiter.Security/rules/one" + OURS;
    }

    private void aRuleHidesOneFindingUntilItExpires() throws Exception {
        journey.rest.put(rule(), RULE.formatted(clock.instant().plusSeconds(600)));
        assertThat(unhealthy()).containsExactly("team/copy", "team/second");
        assertThat(Journey.subAssessments(journey.rest, registry))
                .filteredOn(
                        row -> row.at("/properties/status/cause").asString("").equals("DisabledByRule"))
                .extracting(Journey::repository)
                .containsExactly("team/first");
        clock.turn(Duration.ofSeconds(590));
        assertThat(unhealthy()).containsExactly("team/copy", "team/second");
        clock.turn(Duration.ofSeconds(20));
        assertThat(unhealthy()).containsExactly("team/copy", "team/first", "team/second");
    }

    private void eachDigestIsChargedOnce(List<String> digests) throws Exception {
        List<String> lines = exported();
        assertThat(lines).doesNotHaveDuplicates();
        assertThat(lines.stream()
                        .map(line -> line.substring(line.indexOf("sha256:")))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(digests);
    }

    // What the service says

    private void plan(String tier) throws Exception {
        journey.rest.put(pricing(), "{\"properties\":{\"pricingTier\":\"" + tier + "\"}}");
    }

    private String pricing() {
        return subscription + "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2022-03-01";
    }

    private List<String> unhealthy() throws Exception {
        return Journey.subAssessments(journey.rest, registry).stream()
                .filter(row -> row.at("/properties/status/code").asString("").equals("Unhealthy"))
                .map(Journey::repository)
                .sorted()
                .toList();
    }

    /** Code and cause of a registry's assessment. */
    private String status(String id) throws Exception {
        JsonNode status = journey.rest
                .get(id + "/providers/Microsoft.Security/assessments/" + Journey.ASSESSMENT + "?api-version=2021-06-01")
                .at("/properties/status");
        return status.path("code").asString("") + " " + status.path("cause").asString("");
    }

    private String state(String name) throws Exception {
        return journey.rest
                .get(subscription + "/providers/Tidewaiter.Security/registryStates" + OURS)
                .path("value")
                .valueStream()
                .filter(one -> one.toString().contains("/registries/" + name))
                .map(one -> one.at("/properties/state").asString("") + " "
                        + one.at("/properties/cause").asString(""))
                .findFirst()
                .orElse("");
    }

    private int scans() throws Exception {
        return journey.rest
                .get(registry + "/providers/Tidewaiter.Security/scans" + OURS)
                .path("value")
                .size();
    }

    /** Month and digest of each line of all exports. */
    private List<String> exported() throws Exception {
        String usage = subscription + "/providers/Tidewaiter.Security/usage";
        List<String> lines = new ArrayList<>();
        for (JsonNode month : journey.rest.get(usage + OURS).path("value")) {
            String csv = journey.rest
                    .post(usage + "/" + month.path("name").asString() + "/export" + OURS, "{}")
                    .path("content")
                    .asString();
            csv.lines().skip(1).forEach(line -> lines.add(line.split(",")[0] + " " + line.split(",")[2]));
        }
        return lines;
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
    }

    // The registry

    private static TestImage image(String version) {
        return TestImage.builder()
                .layer(new TarBuilder()
                        .file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"" + version + "\"}"))
                .build();
    }
}
