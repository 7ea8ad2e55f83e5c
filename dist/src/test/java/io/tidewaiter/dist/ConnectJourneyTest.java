package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.dist.serve.TidewaiterService;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.resource.PullCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries come from a file and from an Azure; our own service stands for the Azure. */
class ConnectJourneyTest {
    @Test
    void registriesComeAndGoWithTheirSource(@TempDir Path folder) throws Exception {
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        Path connections = folder.resolve("connections.json");
        try (Journey azure = Journey.start(folder.resolve("azure"), database);
                Journey ours = Journey.start(
                        folder.resolve("ours"),
                        database,
                        ReconcileSettings.standard()
                                .withEvery(Duration.ofSeconds(1))
                                .withConnections(List.of(connections)))) {
            azure.rest.put(azure.registry("cloud", "cloud.example").id() + "?api-version=2023-07-01", """
                    {"location":"westeurope","properties":{"publicNetworkAccess":"Disabled"}}""");
            Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
            Path secret = Files.writeString(folder.resolve("secret"), azure.first.secret());
            write(connections, folder, """
                    {"registries":[{"subscription":"%s","name":"named","loginServer":"named.example",
                      "credentials":{"username":"joe","passwordFile":"%s"}}],
                     "azure":[{"resourceManager":"%s","tokenUrl":"%s/%s/oauth2/v2.0/token","clientId":"%s",
                      "clientSecretFile":"%s","ca":"%s"}]}""".formatted(
                            ours.subscriptionId(),
                            password,
                            azure.service.server().url(),
                            azure.service.server().url(),
                            azure.first.tenantId(),
                            azure.first.clientId(),
                            secret,
                            azure.service.server().certificate()));
            awaitTrue(() -> names(ours.service).equals(List.of("cloud", "named")));
            RegistryResource cloud = registry(ours.service, "cloud");
            assertThat(cloud.subscriptionId()).isEqualTo(azure.subscriptionId());
            assertThat(cloud.location()).isEqualTo("westeurope");
            assertThat(cloud.properties()).contains("\"publicNetworkAccess\":\"Disabled\"");
            assertThat(PullCredentials.of(registry(ours.service, "named"))
                            .find(new io.tidewaiter.oci.Registry("named.example")))
                    .isPresent();
            assertThat(ours.rest
                            .get(registry(ours.service, "named").id() + "?api-version=2023-07-01")
                            .toString())
                    .doesNotContain("s3cret");
            azure.service.state().resources().deleteRegistry(cloud.id(), "test");
            awaitTrue(() -> names(ours.service).equals(List.of("named")));
            write(connections, folder, "{not JSON");
            write(connections, folder, "{\"registries\":[]}");
            awaitTrue(() -> names(ours.service).isEmpty());
        }
    }

    private static void write(Path file, Path folder, String text) throws Exception {
        Path next = Files.writeString(folder.resolve("next.json"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> names(TidewaiterService service) {
        return service.state().resources().registries().stream()
                .map(RegistryResource::name)
                .sorted()
                .toList();
    }

    private static RegistryResource registry(TidewaiterService service, String name) {
        return service.state().resources().registries().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
