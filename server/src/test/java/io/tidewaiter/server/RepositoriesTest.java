package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The recommendation of each repository: what its images mean, and what to do first. */
class RepositoriesTest {
    private RunningServer running;
    private String registry;

    @BeforeEach
    void start(@TempDir Path folder) {
        running = RunningServer.start(folder);
        registry = running.registry("regone");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Reply list(String more) {
        return running.get(
                registry + "/providers/Tidewaiter.Security/repositories" + RunningServer.OURS_VERSION + more,
                running.adminToken);
    }

    @Test
    void tellsOfARepositoryWhatItsImagesMeanAndWhatToDo() throws Exception {
        assertThat(list("").body().get("value")).isEmpty();
        Instant before = running.state.now();
        while (!running.state.now().isAfter(before)) {
            Thread.onSpinWait(); // until the next millisecond
        }
        Scans.save(running.state, registry, 1, 3);
        Scans.save(running.state, registry, 2, 2);
        Reply reply = list("");
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        assertThat(reply.body().get("value")).hasSize(1);
        JsonNode one = reply.body().at("/value/0");
        assertThat(one.path("name").asString()).isEqualTo("team/demo");
        assertThat(one.path("id").asString()).endsWith("/repositories/team%2Fdemo");
        assertThat(one.at("/properties/status/code").asString()).isEqualTo("Unhealthy");
        assertThat(one.at("/properties/images/unhealthy").asInt()).isEqualTo(2);
        assertThat(one.at("/properties/allImagesRead").asBoolean()).isTrue();
        JsonNode plan = one.at("/properties/remediationPlan");
        assertThat(plan).isNotEmpty();
        assertThat(plan.at("/0/kind").asString()).isEqualTo("Update");
        assertThat(plan.at("/0/description").asString()).startsWith("Update ").contains(" in layer ");

        assertThat(list("&repository=team/demo").body().get("value")).hasSize(1);
        assertThat(list("&repository=team/other").body().get("value")).isEmpty();
        assertThat(list("&asOf=" + before).body().get("value")).isEmpty();
        assertThat(list("&asOf=yesterday").code()).isEqualTo("InvalidAsOf");
        assertThat(list("&$skipToken=!").status()).isEqualTo(400);
    }

    @Test
    void whatARuleHidesIsNotInThePlan() throws Exception {
        Scans.save(running.state, registry, 1, 3);
        running.put(
                registry + "/providers/Tidewaiter.Security/rules/all" + RunningServer.OURS_VERSION,
                "{\"properties\":{\"justification\":\"a test\",\"conditions\":{\"packages\":[{\"name\":\"openssl\"}]}}}",
                running.adminToken);
        JsonNode one = list("").body().at("/value/0/properties");
        assertThat(one.path("suppressedFindings").asInt()).isEqualTo(3);
        assertThat(one.path("remediationPlan")).isEmpty();
        assertThat(one.at("/status/code").asString()).isNotEqualTo("Unhealthy");
    }

    @Test
    void aRegistryThatIsNotThereHasNone() {
        assertThat(running.get(
                                registry + "x/providers/Tidewaiter.Security/repositories" + RunningServer.OURS_VERSION,
                                running.adminToken)
                        .status())
                .isEqualTo(404);
    }
}
