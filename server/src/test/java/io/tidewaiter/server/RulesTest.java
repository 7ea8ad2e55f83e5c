package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.FINDINGS_VERSION;
import static io.tidewaiter.server.RunningServer.OURS_VERSION;
import static io.tidewaiter.server.RunningServer.SECURITY_READER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.server.RunningServer.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RulesTest {
    private static final String SECURITY_ADMIN = "fb1c8493-542b-48eb-b624-b4c8fea62acd";
    private static final String ASSESSMENT =
            "/providers/Microsoft.Security/assessments/" + Recommendation.ASSESSMENT_KEY;
    private static final String ALL =
            "{\"properties\":{\"justification\":\"a test image\",\"conditions\":{\"packages\":[{\"name\":\"openssl\"}]}}}";

    @TempDir
    Path folder;

    private RunningServer running;
    private String registry;
    private String admin;

    @BeforeEach
    void start() throws IOException {
        start(false);
    }

    private void start(boolean twoPeople) throws IOException {
        if (running != null) {
            running.close();
            running = null;
        }
        Path data = Files.createDirectory(folder.resolve(twoPeople ? "two" : "one"));
        if (twoPeople) {
            Files.createFile(data.resolve("two-people"));
        }
        running = RunningServer.start(data);
        registry = running.registry("regone");
        admin = running.principal("secadmin", SECURITY_ADMIN, "/subscriptions/" + running.admin.subscriptionId());
        Scans.save(running.state, registry, 1, 3);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private String rule(String name) {
        return registry + "/providers/Tidewaiter.Security/rules/" + name;
    }

    private JsonNode assessment(String more) {
        return running.get(registry + ASSESSMENT + "?api-version=2021-06-01" + more, admin)
                .body()
                .get("properties");
    }

    private JsonNode first() {
        return running.get(registry + ASSESSMENT + "/subAssessments" + FINDINGS_VERSION, admin)
                .body()
                .get("value")
                .get(0)
                .get("properties");
    }

    @Test
    void aRuleIsSeenByTheNextReadAndGoneAfterItsRemoval() {
        String before = java.time.Instant.now().toString();
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Unhealthy");
        Reply preview = running.post(rule("all") + "/preview" + OURS_VERSION, ALL, admin);
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.body().get("total").asInt()).isEqualTo(3);
        assertThat(preview.body().get("imagesWithNothingLeft").asInt()).isEqualTo(1);
        assertThat(preview.body().get("value").size()).isEqualTo(3);

        Reply made = running.put(rule("all") + OURS_VERSION, ALL, admin);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/state").asString()).isEqualTo("Active");
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Healthy");
        assertThat(assessment("").at("/additionalData/suppressedFindings").asString())
                .isEqualTo("3");
        assertThat(assessment("&asOf=" + before).at("/status/code").asString()).isNotEqualTo("Healthy");
        JsonNode healthy = first();
        assertThat(healthy.at("/status/code").asString()).isEqualTo("Healthy");
        JsonNode hidden = running.get(registry + ASSESSMENT + "/subAssessments" + FINDINGS_VERSION, admin)
                .body()
                .at("/value/1/properties");
        assertThat(hidden.at("/status/code").asString()).isEqualTo("NotApplicable");
        assertThat(hidden.at("/status/cause").asString()).isEqualTo("DisabledByRule");
        assertThat(hidden.at("/status/description").asString()).isEqualTo("all: a test image");
        assertThat(hidden.at("/additionalData/tidewaiter/suppressedBy/id").asString())
                .endsWith("/rules/all");

        assertThat(running.delete(rule("ALL") + OURS_VERSION, admin).status()).isEqualTo(200);
        assertThat(running.delete(rule("all") + OURS_VERSION, admin).status()).isEqualTo(204);
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Unhealthy");
    }

    @Test
    void refusesWhatSaysNothingClear() {
        for (String body : List.of(
                "{}",
                "{\"properties\":{\"conditions\":{\"cves\":[\"CVE-1\"]}}}",
                "{\"properties\":{\"justification\":\"x\",\"conditions\":{}}}",
                "{\"properties\":{\"justification\":\"x\",\"conditions\":{\"cves\":[]}}}",
                "{\"properties\":{\"justification\":\"x\",\"conditions\":{\"cve\":[\"CVE-1\"]}}}",
                "{\"properties\":{\"justification\":\"x\",\"expiresOn\":\"soon\",\"conditions\":{\"cves\":[\"a\"]}}}",
                "{\"properties\":{\"justification\":\"x\",\"conditions\":{\"packages\":[{\"versions\":\"<1\"}]}}}")) {
            Reply reply = running.put(rule("bad") + OURS_VERSION, body, admin);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("InvalidRequestContent");
        }
        assertThat(running.get(registry + ASSESSMENT + "?api-version=2021-06-01&asOf=then", admin)
                        .code())
                .isEqualTo("InvalidAsOf");
    }

    @Test
    void aReaderReadsRulesAndWritesNone() {
        String reader =
                running.principal("reader", SECURITY_READER, "/subscriptions/" + running.admin.subscriptionId());
        running.put(rule("all") + OURS_VERSION, ALL, admin);
        assertThat(running.get(rule("all") + OURS_VERSION, reader).status()).isEqualTo(200);
        assertThat(running.get(registry + "/providers/Tidewaiter.Security/rules" + OURS_VERSION, reader)
                        .body()
                        .get("value")
                        .size())
                .isEqualTo(1);
        assertThat(running.put(rule("mine") + OURS_VERSION, ALL, reader).code()).isEqualTo("AuthorizationFailed");
        assertThat(running.delete(rule("all") + OURS_VERSION, reader).code()).isEqualTo("AuthorizationFailed");
        assertThat(running.post(rule("all") + "/approve" + OURS_VERSION, "{}", reader)
                        .code())
                .isEqualTo("AuthorizationFailed");
    }

    @Test
    void twoWritersWithTheSameEtagDoNotOverwriteEachOther() {
        Reply made = running.put(rule("all") + OURS_VERSION, ALL, admin);
        for (int expected : List.of(200, 412)) {
            HttpRequest put = running.request(rule("all") + OURS_VERSION, admin)
                    .header("If-Match", made.header("ETag"))
                    .PUT(HttpRequest.BodyPublishers.ofString(ALL))
                    .build();
            assertThat(running.send(put).status()).isEqualTo(expected);
        }
    }

    @Test
    void whereTwoPeopleAreAskedForTheSecondOneDecides() throws IOException {
        start(true);
        assertThat(running.put(rule("all") + OURS_VERSION, ALL, admin)
                        .body()
                        .at("/properties/state")
                        .asString())
                .isEqualTo("PendingApproval");
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Unhealthy");
        assertThat(running.post(rule("all") + "/approve" + OURS_VERSION, "{}", admin)
                        .code())
                .isEqualTo("ApprovalRefused");
        Reply approved = running.post(rule("all") + "/approve" + OURS_VERSION, "{}", running.adminToken);
        assertThat(approved.body().at("/properties/state").asString()).isEqualTo("Active");
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Healthy");
    }

    @Test
    void usageSaysEachDigestOnce() {
        String usage = "/subscriptions/" + running.admin.subscriptionId() + "/providers/Tidewaiter.Security/usage";
        Scans.save(running.state, registry, 1, 3);
        JsonNode month =
                running.get(usage + OURS_VERSION, admin).body().get("value").get(0);
        assertThat(month.at("/properties/images").asInt()).isEqualTo(1);
        Reply export = running.post(usage + "/" + month.get("name").asString() + "/export" + OURS_VERSION, "{}", admin);
        assertThat(export.body().get("content").asString().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains(Scans.digest(1));
        assertThat(running.get(usage + "/1999-01" + OURS_VERSION, admin).status())
                .isEqualTo(404);
    }

    @Test
    void anExemptionTakesTheRegistryOut() {
        String exemption = registry + "/providers/Microsoft.Authorization/policyExemptions/sandbox"
                + "?api-version=2022-07-01-preview";
        String assignments = "/providers/Microsoft.Authorization/policyAssignments/";
        String mine = "/subscriptions/" + running.admin.subscriptionId() + assignments + "SecurityCenterBuiltIn";
        String body = "{\"properties\":{\"policyAssignmentId\":\"%s\",\"exemptionCategory\":\"waiver\","
                + "\"displayName\":\"sandbox\"}}";
        for (String other : List.of(
                "/x",
                mine + "2",
                mine.substring(1),
                assignments + "SecurityCenterBuiltIn",
                "/subscriptions/" + java.util.UUID.randomUUID() + assignments + "SecurityCenterBuiltIn",
                registry + assignments + "SecurityCenterBuiltIn")) {
            Reply refused = running.put(exemption, body.formatted(other), admin);
            assertThat(refused.status()).as(other).isEqualTo(400);
            assertThat(refused.code()).as(other).isEqualTo("InvalidPolicyAssignmentId");
            assertThat(refused.body().at("/error/target").asString()).isEqualTo("properties.policyAssignmentId");
        }
        assertThat(running.get(mine + "?api-version=2021-06-01", admin).status())
                .isEqualTo(200);
        Reply made = running.put(exemption, body.formatted(mine.toUpperCase(java.util.Locale.ROOT)), admin);
        assertThat(made.status()).isEqualTo(201);
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("NotApplicable");
        assertThat(assessment("").at("/status/cause").asString()).isEqualTo("Exempt");
        assertThat(first().at("/status/cause").asString()).isEqualTo("Exempt");
        running.delete(exemption, admin);
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Unhealthy");
    }

    @Test
    void vexAndAzuresNewerFormAreTaken() {
        String vex = registry + "/providers/Tidewaiter.Security/vexDocuments/ours" + OURS_VERSION;
        Reply made = running.put(vex, """
                {"properties":{"document":{"@context":"https://openvex.dev/ns/v0.2.0","author":"us","timestamp":"2026-11-01T00:00:00Z",
                 "statements":[{"vulnerability":{"name":"%s"},"products":[{"@id":"%s"}],"status":"not_affected",
                 "justification":"component_not_present"}]}}}""".formatted(first().get("id").asString(), Scans.digest(1)), admin);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/format").asString()).isEqualTo("OpenVEX");
        assertThat(first().at("/status/cause").asString()).isEqualTo("VexNotAffected");
        assertThat(running.put(vex, "{\"properties\":{\"document\":{\"a\":1}}}", admin)
                        .status())
                .isEqualTo(400);

        String standard = "/subscriptions/" + running.admin.subscriptionId()
                + "/providers/Microsoft.Security/standardAssignments/11111111-1111-1111-1111-111111111111"
                + "?api-version=2024-08-01";
        Reply assigned = running.put(standard, """
                {"properties":{"effect":"Exempt","exemptionData":{"exemptionCategory":"waiver","subAssessmentExemptionRule":
                {"if":{"allOf":[{"field":"va.cve.cvss","operationType":"LessThanFilterOperation","operation":{"value":"9.9"}}]}}}}}""", admin);
        assertThat(assigned.status()).isEqualTo(201);
        assertThat(assessment("").at("/status/code").asString()).isEqualTo("Healthy");
    }
}
