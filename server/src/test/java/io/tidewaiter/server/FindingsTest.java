package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.FINDINGS_VERSION;
import static io.tidewaiter.server.RunningServer.SECURITY_READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.store.RecommendationKeeper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FindingsTest {
    private static final String KEY = Recommendation.ASSESSMENT_KEY;
    private static final String MDVM_KEY = "c0b7cfc6-3172-465a-b378-53c7ff2cc0d5";
    private static final String OTHER = "99999999-8888-7777-6666-555555555555";

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String registry;
    private static String reader;
    private static String stranger;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        registry = running.registry("regone");
        running.put(
                "/subscriptions/" + OTHER + "?api-version=2022-12-01",
                "{\"displayName\":\"other\"}",
                running.adminToken);
        reader = running.principal("reader", SECURITY_READER, "/subscriptions/" + running.admin.subscriptionId());
        stranger = running.principal("stranger", SECURITY_READER, "/subscriptions/" + OTHER);
        Scans.save(running.state, registry, 1, 2);
        Scans.save(running.state, registry, 2, 0);
        Scans.save(
                running.state,
                registry,
                3,
                0,
                new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "", 0, "it ends after 3 bytes"));
        Scans.save(running.state, registry, 4, 250);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String list(String scope) {
        return scope + "/providers/Microsoft.Security/assessments/" + KEY + "/subAssessments" + FINDINGS_VERSION;
    }

    private static List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            Reply page = running.get(next, reader);
            assertThat(page.status()).isEqualTo(200);
            page.body().get("value").forEach(items::add);
            next = page.body().path("nextLink").asString("");
        }
        return items;
    }

    private static JsonNode of(List<JsonNode> items, int image) {
        return items.stream()
                .filter(i -> i.get("properties")
                        .get("additionalData")
                        .get("imageDigest")
                        .asString()
                        .equals(Scans.digest(image)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysAFindingInTheFormOf2020() {
        JsonNode item = of(all(list(registry)), 1);
        JsonNode properties = item.get("properties");
        assertThat(item.get("id").asString())
                .isEqualTo(registry + "/providers/Microsoft.Security/assessments/" + KEY + "/subAssessments/"
                        + item.get("name").asString());
        assertThat(item.get("type").asString()).isEqualTo("Microsoft.Security/assessments/subAssessments");
        assertThat(properties.get("id").asString()).isEqualTo("CVE-2026-10000");
        assertThat(properties.get("status").get("code").asString()).isEqualTo("Unhealthy");
        assertThat(properties.get("status").get("severity").asString()).isEqualTo("High");
        assertThat(properties.get("impact").asString()).isEqualTo("5");
        assertThat(properties.get("category").asString()).isEqualTo("Debian");
        assertThat(properties.get("remediation").asString()).contains("3.0.12-1");
        assertThat(properties.get("timeGenerated").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
        assertThat(properties.get("resourceDetails").get("source").asString()).isEqualTo("Azure");
        assertThat(properties.get("resourceDetails").get("id").asString())
                .isEqualTo("/repositories/team/demo/images/" + Scans.digest(1));
        JsonNode data = properties.get("additionalData");
        assertThat(data.get("assessedResourceType").asString()).isEqualTo("ContainerRegistryVulnerability");
        assertThat(data.get("patchable").isBoolean()).isTrue();
        assertThat(data.get("patchable").asBoolean()).isTrue();
        assertThat(data.get("cvss").get("3.0").get("base").asDouble()).isEqualTo(9.8);
        assertThat(data.get("cvss").get("2.0").get("base").asDouble()).isEqualTo(7.5);
        assertThat(data.get("cve").get(0).get("title").asString()).isEqualTo("CVE-2026-10000");
        assertThat(data.get("vendorReferences").size()).isEqualTo(1); // a script is no reference
        assertThat(data.get("repositoryName").asString()).isEqualTo("team/demo");
        assertThat(data.get("registryHost").asString()).isEqualTo("registry.example:5000");
        assertThat(data.get("publishedTime").asString()).isEqualTo("2026-01-02T03:04:05.0000000Z");
        assertThat(data.get("tidewaiter").get("severity").asString()).isEqualTo("Critical");
        assertThat(data.get("tidewaiter").get("packages").get(0).get("path").asString())
                .isEqualTo("var/lib/dpkg/status");
    }

    @Test
    void saysTheSameInTheLaterForm() {
        String path = registry + "/providers/Microsoft.Security/assessments/" + MDVM_KEY + "/subAssessments";
        JsonNode properties = all(path + FINDINGS_VERSION).getFirst().get("properties");
        JsonNode data = properties.get("additionalData");
        assertThat(data.get("assessedResourceType").asString()).isEqualTo("AzureContainerRegistryVulnerability");
        assertThat(data.get("vulnerabilityDetails").get("severity").asString()).isEqualTo("Critical");
        assertThat(data.get("vulnerabilityDetails")
                        .get("cvss")
                        .get("3.0")
                        .get("base")
                        .asDouble())
                .isEqualTo(9.8);
        assertThat(data.get("softwareDetails").get("fixStatus").asString()).isEqualTo("FixAvailable");
        assertThat(data.get("softwareDetails").get("category").asString()).isEqualTo("OS");
        assertThat(data.get("softwareDetails").get("osDetails").get("osVersion").asString())
                .isEqualTo("debian_12");
        assertThat(data.get("artifactDetails").get("digest").asString()).isEqualTo(Scans.digest(1));
    }

    @Test
    void aCleanImageIsHealthyAndAnUnreadOneIsNot() {
        List<JsonNode> items = all(list(registry));
        JsonNode clean = of(items, 2).get("properties");
        assertThat(clean.get("status").get("code").asString()).isEqualTo("Healthy");
        JsonNode unread = of(items, 3).get("properties");
        assertThat(unread.get("status").get("code").asString()).isEqualTo("NotApplicable");
        assertThat(unread.get("status").get("cause").asString()).isEqualTo("Unverified");
        assertThat(unread.get("status").get("description").asString()).contains("it ends after 3 bytes");
        assertThat(unread.get("additionalData").get("tidewaiter").get("health").asString())
                .isEqualTo("Unverified");
    }

    @Test
    void pagesAreDisjointCompleteAndStable() {
        List<JsonNode> items = all(list(registry));
        assertThat(items).hasSize(2 + 1 + 1 + 250);
        assertThat(new HashSet<>(items)).hasSameSizeAs(items);
        assertThat(all(list(registry))).isEqualTo(items);
        Reply first = running.get(list(registry), reader);
        assertThat(first.body().get("value").size()).isEqualTo(100);
        assertThat(first.body().get("nextLink").asString())
                .startsWith(running.server.url() + "/subscriptions/")
                .contains("api-version=2019-01-01-preview");
        Reply bad = running.get(list(registry) + "&$skipToken=MSwh", reader);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.code()).isEqualTo("InvalidSkipToken");
        assertThat(running.get(list(registry) + "&$skipToken=%25%25", reader).status())
                .isEqualTo(400);
        String next = first.body().get("nextLink").asString();
        String token = next.substring(next.indexOf("&$skipToken="));
        assertThat(running.get(list(registry.toUpperCase(Locale.ROOT)) + token, reader)
                        .status())
                .isEqualTo(200);
        assertThat(running.get(list("/subscriptions/" + running.admin.subscriptionId()) + token, reader)
                        .code())
                .isEqualTo("InvalidSkipToken");
    }

    @Test
    void everyScopeAndSpellingFindsThem() {
        List<JsonNode> items = all(list(registry));
        String subscription = "/subscriptions/" + running.admin.subscriptionId();
        for (String scope : new String[] {
            subscription,
            subscription + "/resourceGroups/rg-one",
            registry.toUpperCase(Locale.ROOT),
            "/" + registry,
            registry.replace("/", "%2F").replaceFirst("%2F", "/")
        }) {
            assertThat(all(list(scope))).as(scope).isEqualTo(items);
        }
        assertThat(all(subscription + "/providers/Microsoft.Security/subAssessments" + FINDINGS_VERSION))
                .isEqualTo(items);
    }

    @Test
    void oneIsGotByName() {
        JsonNode item = of(all(list(registry)), 1);
        Reply reply = running.get(item.get("id").asString() + FINDINGS_VERSION, reader);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(item);
        Reply absent = running.get(
                registry + "/providers/Microsoft.Security/assessments/" + KEY + "/subAssessments/" + OTHER
                        + FINDINGS_VERSION,
                reader);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.code()).isEqualTo("ResourceNotFound");
        Reply text = running.get(
                registry + "/providers/Microsoft.Security/assessments/" + KEY + "/subAssessments/no-guid"
                        + FINDINGS_VERSION,
                reader);
        assertThat(text.status()).isEqualTo(404);
    }

    @Test
    void strangersAreToldActionAndScopeOnly() {
        assertThat(running.get(list(registry), "").status()).isEqualTo(401);
        Reply denied = running.get(list(registry), stranger);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.code()).isEqualTo("AuthorizationFailed");
        assertThat(denied.message())
                .contains("Microsoft.Security/assessments/subAssessments/read")
                .contains(registry);
        // What does not exist is denied in the same words as what does.
        Reply nothing = running.get(list(registry + "x"), stranger);
        assertThat(nothing.status()).isEqualTo(403);
        assertThat(running.get(list(registry + "x"), reader).status()).isEqualTo(404);
        assertThat(running.get(list("/"), reader).status()).isEqualTo(403);
    }

    @Test
    void aStatusSaysSinceWhenItStandsToClientsThatKnowOfIt() {
        new RecommendationKeeper(running.state).look();
        String path = registry + "/providers/Microsoft.Security/assessments";
        for (String version : List.of("2021-06-01", "2025-05-04")) {
            for (String at : List.of("", "/" + KEY)) {
                JsonNode body = running.get(path + at + "?api-version=" + version, reader)
                        .body();
                JsonNode status = (at.isEmpty() ? body.at("/value/0") : body).at("/properties/status");
                String first = status.get("firstEvaluationDate").asString();
                assertThat(first).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
                assertThat(status.get("statusChangeDate").asString()).isGreaterThanOrEqualTo(first);
            }
        }
        JsonNode earlier = running.get(path + "/" + KEY + "?api-version=2020-01-01", reader)
                .body()
                .at("/properties/status");
        assertThat(earlier.propertyNames()).containsExactly("code", "cause", "description");
    }

    @Test
    void theRegistryHasOneRecommendation() {
        String version = "?api-version=2021-06-01";
        Reply list = running.get(
                "/subscriptions/" + running.admin.subscriptionId() + "/providers/Microsoft.Security/assessments"
                        + version,
                reader);
        assertThat(list.body().get("value").size()).isEqualTo(1);
        JsonNode item = list.body().get("value").get(0);
        assertThat(item.get("properties").get("status").get("code").asString()).isEqualTo("Unhealthy");
        JsonNode more = item.get("properties").get("additionalData");
        assertThat(more.get("subAssessmentsLink").asString())
                .isEqualTo(item.get("id").asString() + "/subAssessments");
        assertThat(more).allSatisfy(value -> assertThat(value.isString()).isTrue());
        assertThat(more.get("unhealthyImages").asString()).isEqualTo("2");
        Reply one = running.get(item.get("id").asString() + version + "&$expand=metadata", reader);
        assertThat(one.body().get("properties").get("metadata").get("severity").asString())
                .isEqualTo("High");
        Reply metadata = running.get(
                "/providers/Microsoft.Security/assessmentMetadata/" + KEY + "?api-version=2020-01-01", reader);
        assertThat(metadata.body().get("name").asString()).isEqualTo(KEY);
    }

    @Test
    void metricsCountImagesByHealth() throws Exception {
        assertThat(management("/metrics"))
                .contains("tidewaiter_images{health=\"Unhealthy\"} 2")
                .contains("tidewaiter_images{health=\"Unverified\"} 1")
                .contains("tidewaiter_queue_jobs{state=\"waiting\"} 0");
        assertThat(management("/health/live")).contains("UP");
        assertThat(management("/health/ready")).contains("UP");
    }

    private static String management(String path) throws Exception {
        try (var in = java.net
                .URI
                .create("http://127.0.0.1:" + running.server.managementPort() + path)
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
