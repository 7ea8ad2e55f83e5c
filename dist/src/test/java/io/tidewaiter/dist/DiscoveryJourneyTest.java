package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.MeterRecord;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Switch scanning on, and what was there already is found, without a single notification: other people's registry. */
class DiscoveryJourneyTest {
    private static final String OURS = "?api-version=2026-11-01";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Journey journey;
    private RegistryResource registry;
    private String host;

    @Test
    void whatIsThereIsFoundOnceAPlanIsOnAndNothingBefore(@TempDir Path folder) throws Exception {
        Path program = Programs.require("docker-registry");
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        int port = RegistryProcess.freePort();
        host = "127.0.0.1:" + port;
        Process process = RegistryProcess.silent(program, folder, port);
        try (Journey started = Journey.start(
                folder.resolve("data"), database, ReconcileSettings.standard().withEvery(Duration.ofSeconds(1)))) {
            journey = started;
            awaitTrue(() -> RegistryProcess.listens(port));
            plan("Free");
            registry = journey.registry("debian", host);
            TestImage first = image("qs", "6.5.2");
            first.push(host, "team/first", "1");
            nothingIsScannedWithoutAPlan(folder);
            plan("Standard");
            awaitTrue(() -> repositories().equals(List.of("team/first")));
            TestImage second = image("qs", "6.0.0");
            second.push(host, "team/second", "1");
            first.push(host, "team/copy", "again");
            awaitTrue(() -> repositories().equals(List.of("team/copy", "team/first", "team/second")));
            aClosedRegistryIsNotApplicable();
            aReaderReadsAndCannotWrite();
            assertThat(journey.service.state().images().usage(registry.subscriptionId()))
                    .extracting(MeterRecord::digest)
                    .containsExactlyInAnyOrder(first.digest(), second.digest());
            newAdvisoriesAreNoticed(folder, database);
            delete("team/second", second.digest());
            awaitTrue(() -> repositories().equals(List.of("team/copy", "team/first")));
            assertThat(journey.service.state().images().usage(registry.subscriptionId()))
                    .hasSize(2);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void nothingIsScannedWithoutAPlan(Path folder) throws Exception {
        awaitTrue(() -> states(journey.rest).equals(List.of("Free PlanFree")));
        assertThat(scans()).isEmpty();
        assertThat(repositories()).isEmpty();
        assertThat(journey.service.state().images().usage(registry.subscriptionId()))
                .isEmpty();
        assertThat(Files.readString(folder.resolve("registry.log"))).doesNotContain("/v2/_catalog");
    }

    private void aClosedRegistryIsNotApplicable() throws Exception {
        String closed = registry.id().replace("/debian", "/closed");
        journey.rest.put(closed + "?api-version=2023-07-01", """
                {"location":"local","properties":{"loginServer":"%s","publicNetworkAccess":"Disabled"}}""".formatted(host));
        String assessment =
                closed + "/providers/Microsoft.Security/assessments/" + Journey.ASSESSMENT + "?api-version=2021-06-01";
        awaitTrue(() -> journey.rest
                .get(assessment)
                .at("/properties/status/cause")
                .asString("")
                .equals("RegistryNetworkClosed"));
        JsonNode status = journey.rest.get(assessment).at("/properties/status");
        assertThat(status.path("code").asString("")).isEqualTo("NotApplicable");
        assertThat(status.path("description").asString("")).contains("publicNetworkAccess Disabled");
        assertThat(Journey.subAssessments(journey.rest, closed)).isEmpty();
        assertThat(states(journey.rest)).contains("Unsupported RegistryNetworkClosed");
    }

    private void aReaderReadsAndCannotWrite() throws Exception {
        // An image may be asked for twice while its first scan is under way.
        awaitTrue(() -> scans().stream()
                .allMatch(one -> one.at("/properties/state").asString("").equals("Done")));
        RestClient reader = journey.securityReader("/subscriptions/" + registry.subscriptionId());
        assertThat(Journey.subAssessments(reader, registry.id())).isNotEmpty();
        assertThat(states(reader)).contains("Unsupported RegistryNetworkClosed");
        assertThat(reader.get(registry.id() + "/providers/Tidewaiter.Security/scans" + OURS)
                        .path("value"))
                .allSatisfy(scan -> {
                    assertThat(scan.at("/properties/state").asString("")).isEqualTo("Done");
                    assertThat(scan.at("/properties/verdict").asString("")).isEqualTo("Unhealthy");
                })
                .hasSizeGreaterThanOrEqualTo(3);
        String pricing = "/subscriptions/" + registry.subscriptionId()
                + "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2022-03-01";
        assertThat(journey.send(reader, "PUT", pricing, "{\"properties\":{\"pricingTier\":\"Free\"}}"))
                .isEqualTo(403);
        String scan = registry.id() + "/scan" + OURS;
        assertThat(journey.send(reader, "POST", scan, "{\"repository\":\"team/first\"}"))
                .isEqualTo(403);
        assertThat(journey.send(reader, "POST", registry.id() + "/sync" + OURS, "{}"))
                .isEqualTo(403);
        int before = scans().size();
        assertThat(journey.send(journey.rest, "POST", scan, "{\"repository\":\"team/first\"}"))
                .isEqualTo(200);
        awaitTrue(() -> scans().size() > before
                && scans().stream()
                        .allMatch(
                                one -> one.at("/properties/state").asString("").equals("Done")));
        assertThat(scans().getFirst().at("/properties/forced").asBoolean()).isTrue();
    }

    private void newAdvisoriesAreNoticed(Path folder, Path database) throws Exception {
        Path other = Journey.database(
                Files.createDirectories(folder.resolve("newer")), Journey.npmAdvisory("CVE-2030-1", "qs", "6.0.1"));
        long began = System.nanoTime();
        Files.move(other, database, StandardCopyOption.ATOMIC_MOVE);
        awaitTrue(() -> {
            List<JsonNode> rows = Journey.subAssessments(journey.rest, registry.id());
            return rows.stream()
                            .filter(row -> Journey.health(row).equals("Unhealthy"))
                            .map(Journey::repository)
                            .toList()
                            .equals(List.of("team/second"))
                    && rows.stream()
                                    .filter(row -> Journey.health(row).equals("Healthy"))
                                    .count()
                            == 2;
        });
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    }

    // The service

    private void plan(String tier) throws Exception {
        String subscription = "/subscriptions/" + journey.subscriptionId();
        journey.rest.put(
                subscription + "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2022-03-01",
                "{\"properties\":{\"pricingTier\":\"" + tier + "\"}}");
    }

    private List<String> states(RestClient client) throws Exception {
        return client.get("/subscriptions/" + journey.subscriptionId() + "/providers/Tidewaiter.Security/registryStates"
                        + OURS)
                .path("value")
                .valueStream()
                .map(one -> one.at("/properties/state").asString("") + " "
                        + one.at("/properties/cause").asString(""))
                .toList();
    }

    private List<JsonNode> scans() throws Exception {
        return journey.rest
                .get(registry.id() + "/providers/Tidewaiter.Security/scans" + OURS)
                .path("value")
                .valueStream()
                .toList();
    }

    private List<String> repositories() throws Exception {
        return Journey.subAssessments(journey.rest, registry.id()).stream()
                .map(Journey::repository)
                .distinct()
                .sorted()
                .toList();
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
    }

    // The registry

    private static TestImage image(String name, String version) {
        return TestImage.builder()
                .layer(new TarBuilder()
                        .file(
                                "app/node_modules/" + name + "/package.json",
                                "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}"))
                .build();
    }

    private void delete(String repository, String digest) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + host + "/v2/" + repository + "/manifests/" + digest))
                    .DELETE()
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);
        }
    }
}
