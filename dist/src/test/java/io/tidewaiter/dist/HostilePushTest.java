package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.registry.LateListener;
import io.tidewaiter.registry.NotificationSender;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A hostile image is Unverified with its cause, and the next push is served as if nothing had been. */
class HostilePushTest {
    private static final String GZIP_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final TarBuilder CARGO =
            new TarBuilder().file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\"}");

    @Test
    void hostileImagesAreUnverifiedAndTheNextPushIsServed(@TempDir Path folder) throws Exception {
        byte[] stored = TestImage.gzip(CARGO.build());
        TestImage cut = TestImage.builder()
                .layer(GZIP_LAYER, Arrays.copyOf(stored, stored.length / 2), TestImage.digest(CARGO.build()))
                .build();
        TestImage forged = TestImage.builder()
                .layer(GZIP_LAYER, stored, TestImage.digest(new byte[] {1}))
                .build();
        TestImage good = TestImage.builder().layer(CARGO).build();
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        LateListener listener = new LateListener();
        try (Journey journey = Journey.start(folder.resolve("data"), database);
                RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, listener)) {
            RegistryResource resource = journey.registry("built", registry.host());
            NotificationSender sender = journey.notifications(resource);
            listener.handOnTo(sender);
            assertUnverified(journey, resource, push(registry, "evil/cut", cut), "LayerUnreadable");
            assertUnverified(journey, resource, push(registry, "evil/forged", forged), "DiffIdMismatch");
            JsonNode finding =
                    rows(journey, resource, push(registry, "team/good", good)).getFirst();
            assertThat(Journey.health(finding)).isEqualTo("Unhealthy");
            assertThat(finding.at("/properties/remediation").asString("")).contains("6.5.3");
            assertThat(journey.service.state().scanQueue().counts().failed()).isZero();
            sender.close();
        }
    }

    private static String push(RegistryServer registry, String repository, TestImage image) throws Exception {
        image.push(registry.host(), repository, "1");
        return repository;
    }

    private static void assertUnverified(Journey journey, RegistryResource resource, String repository, String cause) {
        JsonNode row = rows(journey, resource, repository).getFirst();
        assertThat(Journey.health(row)).isEqualTo("Unverified");
        assertThat(row.at("/properties/additionalData/tidewaiter/cause").asString(""))
                .isEqualTo(cause);
        assertThat(row.at("/properties/status/code").asString("")).isEqualTo("NotApplicable");
        assertThat(row.at("/properties/status/description").asString("")).isNotEmpty();
    }

    private static List<JsonNode> rows(Journey journey, RegistryResource resource, String repository) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> Journey.subAssessments(journey.rest, resource.id()).stream()
                                .filter(row -> Journey.repository(row).equals(repository))
                                .toList(),
                        found -> !found.isEmpty());
    }
}
