package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Other people's programs push to other people's registry; a reader reads what came of it. */
class RegistryJourneyTest {
    @Test
    void aPushToDebiansRegistryIsReadByASecurityReaderSecondsLater(@TempDir Path folder) throws Exception {
        Path registryProgram = Programs.require("docker-registry");
        Path skopeo = Programs.require("skopeo");
        Path layout = SharedFiles.require("data", "images", "demo-three-layers");
        Path feeds = Files.createDirectories(folder.resolve("feeds/Debian"));
        Files.copy(SharedFiles.require("data", "advisories", "Debian", "all.zip"), feeds.resolve("all.zip"));
        Path database = folder.resolve("debian.db");
        new AdvisoryCompiler().compile(folder.resolve("feeds"), database);
        try (Journey journey = Journey.start(folder.resolve("data"), database)) {
            int port = RegistryProcess.freePort();
            String host = "127.0.0.1:" + port;
            RegistryResource resource = journey.registry("debian", host);
            Process registry = RegistryProcess.notifying(registryProgram, folder, port, journey, resource.id());
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> RegistryProcess.listens(port));
                run(skopeo, "copy", "--dest-tls-verify=false", "oci:" + layout, "docker://" + host + "/team/demo:1.0");
                RestClient reader = journey.securityReader("/subscriptions/" + resource.subscriptionId());
                List<JsonNode> rows = await().atMost(Duration.ofSeconds(60))
                        .until(() -> Journey.subAssessments(reader, resource.id()), found -> !found.isEmpty());
                assertThat(rows).hasSize(27).allSatisfy(row -> {
                    assertThat(Journey.health(row)).isEqualTo("Unhealthy");
                    assertThat(Journey.repository(row)).isEqualTo("team/demo");
                    assertThat(row.at("/properties/remediation").asString("")).startsWith("Update ");
                });
                assertThat(reader.status(Journey.listPath(resource.id()), "")).isEqualTo(401);
                assertThat(reader.status(
                                Journey.listPath(resource.id()),
                                stranger(journey).token()))
                        .isEqualTo(403);
                assertThat(journey.service.state().images().usage(resource.subscriptionId()))
                        .hasSize(1);
            } finally {
                registry.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void theSecondImageOnABaseIsJudgedWithoutAskingForTheBase(@TempDir Path folder) throws Exception {
        Path program = Programs.require("docker-registry");
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.10.3"));
        TarBuilder base = new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("usr/lib/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.0.0\"}");
        byte[] stored = TestImage.gzip(base.build());
        try (Journey journey = Journey.start(folder.resolve("data"), database)) {
            int port = RegistryProcess.freePort();
            String host = "127.0.0.1:" + port;
            RegistryResource resource = journey.registry("debian", host);
            Process registry = RegistryProcess.notifying(program, folder, port, journey, resource.id());
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> RegistryProcess.listens(port));
                for (String name : List.of("base", "one", "two")) {
                    TestImage.Builder image = TestImage.builder().layer(base);
                    if (!name.equals("base")) {
                        image.layer(new TarBuilder().file("app/" + name, name));
                    }
                    image.build().push(host, "team/" + name, "1");
                    await().atMost(Duration.ofSeconds(60))
                            .until(() ->
                                    !rows(journey, resource, "team/" + name).isEmpty());
                }
                String asked = Files.readString(folder.resolve("registry.log"));
                // once, although both its push and the listing of a registry that is new ask for it
                assertThat(asked.lines().filter(line -> isGet(line, TestImage.digest(stored))))
                        .hasSize(1)
                        .allSatisfy(line -> assertThat(line).contains("GET /v2/team/base/"));
                assertThat(rows(journey, resource, "team/two")).singleElement().satisfies(row -> {
                    JsonNode ours = row.at("/properties/additionalData/tidewaiter");
                    assertThat(ours.at("/base/name").asString("")).isEqualTo(host + "/team/base:1");
                    assertThat(ours.at("/base/how").asString("")).isEqualTo("chain-id");
                    assertThat(ours.at("/base/layers").asInt()).isEqualTo(1);
                    assertThat(ours.at("/fromBase").asBoolean()).isTrue();
                });
            } finally {
                registry.destroyForcibly().waitFor();
            }
        }
    }

    private static boolean isGet(String logLine, String digest) {
        return logLine.contains("\"GET /v2/") && logLine.contains("/blobs/" + digest);
    }

    private static List<JsonNode> rows(Journey journey, RegistryResource registry, String repository)
            throws IOException, InterruptedException {
        return Journey.subAssessments(journey.rest, registry.id()).stream()
                .filter(row -> Journey.repository(row).equals(repository))
                .toList();
    }

    private static RestClient stranger(Journey journey) throws IOException, InterruptedException {
        String other = UUID.randomUUID().toString();
        journey.service
                .state()
                .resources()
                .putSubscription(
                        new Subscription(other, journey.service.server().tenantId(), "other", "Enabled"), "test");
        return journey.securityReader("/subscriptions/" + other);
    }

    private static void run(Path program, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
