package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.cli.Main;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.dist.serve.BackupCommand;
import io.tidewaiter.dist.serve.TidewaiterService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The guide's way from a running service to another one that has all it had. */
class BackupJourneyTest {
    private static final String REGISTRIES = "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries";
    private static final String VERSION = "?api-version=2023-07-01";

    private final CommandTree tree = Main.tree(List.of(BackupCommand.backup(), BackupCommand.restore()));

    private String run(int wanted, String... words) {
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int status = tree.run(
                words, new Terminal(new ByteArrayOutputStream(), new PrintStream(talk, true, StandardCharsets.UTF_8)));
        String said = talk.toString(StandardCharsets.UTF_8);
        assertThat(status).as(said).isEqualTo(wanted);
        return said;
    }

    private static void put(Journey journey, String name) throws Exception {
        journey.rest.put(
                "/subscriptions/" + journey.subscriptionId() + REGISTRIES + "/" + name + VERSION,
                "{\"location\":\"local\",\"properties\":{\"loginServer\":\"" + name + ".invalid\"}}");
    }

    @Test
    void whatWasCopiedWhileTheServiceRanIsThereAfterARestore(@TempDir Path folder) throws Exception {
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        Path data = folder.resolve("data");
        Path copy = folder.resolve("state.db");
        Path other = Files.createDirectory(folder.resolve("other"));
        String tenant;
        String client;
        String password;
        String subscription;
        try (Journey journey = Journey.start(data, database)) {
            put(journey, "before");
            run(0, "backup", "--data", data.toString(), "--output", copy.toString());
            put(journey, "after");
            assertThat(run(1, "restore", "--data", data.toString(), "--from", copy.toString()))
                    .contains("a service runs on the folder");
            tenant = journey.first.tenantId();
            client = journey.first.clientId();
            password = journey.first.secret();
            subscription = journey.subscriptionId();
        }
        for (String keys : List.of("keys", "tls")) {
            copyFolder(data.resolve(keys), other.resolve(keys));
        }
        run(0, "restore", "--data", other.toString(), "--from", copy.toString());
        run(1, "restore", "--data", other.toString(), "--from", database.toString());
        try (TidewaiterService service = TidewaiterService.start(Journey.parts(other, database))) {
            assertThat(service.server().firstCredential()).isEmpty();
            RestClient rest =
                    new RestClient(service.server().url(), service.server().certificate());
            rest.authenticate(tenant, client, password);
            JsonNode list = rest.get(
                    "/subscriptions/" + subscription + "/providers/Microsoft.ContainerRegistry/registries" + VERSION);
            assertThat(list.get("value").valueStream().map(r -> r.path("name").asString()))
                    .containsExactly("before");
        }
    }

    private static void copyFolder(Path from, Path to) throws Exception {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
