package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Registries, plans and providers: what they are, and were at a time. */
class ContainersThenTest {
    private RunningServer running;
    private String subscription;

    @BeforeEach
    void start(@TempDir Path folder) {
        running = RunningServer.start(folder);
        subscription = "/subscriptions/" + running.admin.subscriptionId();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Instant now() {
        Instant before = running.state.now();
        while (!running.state.now().isAfter(before)) {
            Thread.onSpinWait(); // until the next millisecond
        }
        Instant time = running.state.now();
        while (!running.state.now().isAfter(time)) {
            Thread.onSpinWait();
        }
        return time;
    }

    private RunningServer.Reply get(String path, Instant asOf) {
        return running.get(subscription + path + "&asOf=" + asOf, running.adminToken);
    }

    @Test
    void aRegistryIsReadAsItWas() {
        String list = "/providers/Microsoft.ContainerRegistry/registries?api-version=2023-07-01";
        String one = "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/then?api-version=2023-07-01";
        Instant none = now();
        running.put(
                subscription + one,
                "{\"location\":\"here\",\"properties\":{\"loginServer\":\"one.example\"}}",
                running.adminToken);
        Instant first = now();
        running.put(
                subscription + one,
                "{\"location\":\"here\",\"properties\":{\"loginServer\":\"two.example\"}}",
                running.adminToken);
        Instant second = now();
        running.delete(subscription + one, running.adminToken);
        Instant gone = now();

        assertThat(get(one, none).code()).isEqualTo("ResourceNotFound");
        assertThat(get(one, first).body().at("/properties/loginServer").asString())
                .isEqualTo("one.example");
        assertThat(get(one, second).body().at("/properties/loginServer").asString())
                .isEqualTo("two.example");
        assertThat(get(one, gone).status()).isEqualTo(404);
        assertThat(get(list, none).body().get("value")).isEmpty();
        assertThat(get(list, first).body().at("/value/0/properties/loginServer").asString())
                .isEqualTo("one.example");
        assertThat(get(list, gone).body().get("value")).isEmpty();
        assertThat(running.get(subscription + list + "&asOf=then", running.adminToken)
                        .code())
                .isEqualTo("InvalidAsOf");
    }

    @Test
    void aRegistryThatIsReadAsItWasHasTheDatesThatItHad() {
        String list = "/providers/Microsoft.ContainerRegistry/registries?api-version=2023-07-01";
        String one = "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/dated?api-version=2023-07-01";
        String body = "{\"location\":\"here\",\"properties\":{\"loginServer\":\"%s.example\"}}";
        running.put(subscription + one, body.formatted("one"), running.adminToken);
        Instant first = now();
        running.put(subscription + one, body.formatted("two"), running.adminToken);
        Instant second = now();
        running.delete(subscription + one, running.adminToken);
        Instant between = now();
        running.put(subscription + one, body.formatted("three"), running.adminToken);
        Instant third = now();

        assertThat(made(get(one, first).body()))
                .isBefore(first)
                .isEqualTo(changed(get(one, first).body()));
        assertThat(made(get(one, second).body())).isEqualTo(made(get(one, first).body()));
        assertThat(changed(get(one, second).body())).isBetween(first, second);
        assertThat(made(get(one, third).body())).isBetween(between, third);
        assertThat(get(list, second).body().at("/value/0"))
                .isEqualTo(get(one, second).body());
    }

    @Test
    void theFindingsOfARegistryThatIsGoneAreReadAsTheyWere() {
        String one = "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/lost";
        String version = "?api-version=2023-07-01";
        running.put(
                subscription + one + version,
                "{\"location\":\"here\",\"properties\":{\"loginServer\":\"lost.example\"}}",
                running.adminToken);
        Instant empty = now();
        Scans.save(running.state, subscription + one, 77, 3);
        Instant first = now();
        String assessments = "/providers/Microsoft.Security/assessments?api-version=2020-01-01";
        String findings = "/providers/Microsoft.Security/subAssessments?api-version=2019-01-01-preview";
        JsonNode there = get(one + findings, first).body();
        assertThat(there.get("value")).hasSize(3);
        String finding = there.at("/value/0/id").asString().substring(subscription.length());
        JsonNode recommendation = get(one + assessments, first).body();
        String repositories = "/providers/Tidewaiter.Security/repositories?api-version=2026-11-01";
        JsonNode repository = get(one + repositories, first).body();
        assertThat(repository.get("value")).hasSize(1);
        running.delete(subscription + one + version, running.adminToken);
        Instant gone = now();

        assertThat(get(one + repositories, first).body()).isEqualTo(repository);
        assertThat(get(one + findings, gone).status()).isEqualTo(404);
        assertThat(get(one + findings, empty).body().get("value")).isEmpty();
        assertThat(get(one + findings, first).body()).isEqualTo(there);
        assertThat(get(finding + "?api-version=2019-01-01-preview", first).body())
                .isEqualTo(there.at("/value/0"));
        assertThat(get(finding + "?api-version=2019-01-01-preview", gone).status())
                .isEqualTo(404);
        assertThat(get(one + assessments, first).body()).isEqualTo(recommendation);
        assertThat(get(assessments, first).body().at("/value").findValuesAsString("id"))
                .contains(recommendation.at("/value/0/id").asString());
        running.delete(subscription + "/resourceGroups/rg?api-version=2021-04-01", running.adminToken);
        assertThat(get("/resourceGroups/rg" + findings, first).body()).isEqualTo(there);
        assertThat(get("/resourceGroups/rg" + findings, now()).status()).isEqualTo(404);
        assertThat(get(assessments, gone).body().at("/value").findValuesAsString("id"))
                .doesNotContain(recommendation.at("/value/0/id").asString());
    }

    private static Instant made(JsonNode registry) {
        return Instant.parse(registry.at("/systemData/createdAt").asString());
    }

    private static Instant changed(JsonNode registry) {
        return Instant.parse(registry.at("/systemData/lastModifiedAt").asString());
    }

    @Test
    void aProviderOfTheTenantHasAnIdWithOneSlash() {
        assertThat(running.get("/providers?api-version=2021-04-01", running.adminToken)
                        .body()
                        .get("value"))
                .isNotEmpty()
                .allSatisfy(
                        provider -> assertThat(provider.path("id").asString()).matches("/providers/[A-Za-z.]+"));
    }

    @Test
    void aPlanIsReadAsItWas() {
        String plan = "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2024-01-01";
        assertThat(get(plan, Instant.EPOCH).body().at("/properties/pricingTier").asString())
                .isEqualTo("Free");
        Instant first = now();
        running.put(subscription + plan, "{\"properties\":{\"pricingTier\":\"Free\"}}", running.adminToken);
        Instant second = now();
        running.put(
                subscription + plan,
                "{\"properties\":{\"pricingTier\":\"Standard\",\"enforce\":\"True\"}}",
                running.adminToken);
        Instant third = now();
        assertThat(get(plan, first).body().at("/properties/pricingTier").asString())
                .as("since the first start")
                .isEqualTo("Standard");
        assertThat(get(plan, second).body().at("/properties/pricingTier").asString())
                .isEqualTo("Free");
        assertThat(get(plan, second).body().at("/properties/enforce").asString())
                .isEqualTo("False");
        assertThat(get(plan, third).body().at("/properties/enforce").asString()).isEqualTo("True");
        assertThat(get("/providers/Microsoft.Security/pricings?api-version=2024-01-01", second)
                        .raw()
                        .body())
                .doesNotContain("\"Standard\"");
    }
}
