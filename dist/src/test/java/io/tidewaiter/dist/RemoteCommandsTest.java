package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.cli.Main;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.dist.remote.RemoteCommands;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.registry.RegistryListener;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's words for registries and plans, against a running service. */
class RemoteCommandsTest {
    private final CommandTree tree = RemoteCommands.addTo(Main.tree(List.of()));
    private Journey journey;
    private Path secret;

    /** What a command did. */
    private record Ran(int status, String data, String talk) {}

    private Ran run(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of(
                "--server",
                journey.service.server().url(),
                "--ca",
                journey.service.server().certificate().toString(),
                "--tenant",
                journey.first.tenantId(),
                "--client",
                journey.first.clientId(),
                "--secret-file",
                secret.toString()));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int status = tree.run(
                arguments.toArray(new String[0]),
                new Terminal(data, new PrintStream(talk, true, StandardCharsets.UTF_8)));
        return new Ran(status, data.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    }

    @Test
    void registriesAndPlansAreManagedFromTheCommandLine(@TempDir Path folder) throws Exception {
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        try (Journey started = Journey.start(
                        folder.resolve("data"),
                        database,
                        ReconcileSettings.standard().withEvery(Duration.ofMinutes(10)));
                RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, new Nobody())) {
            journey = started;
            secret = Files.writeString(folder.resolve("secret"), started.first.secret());
            TestImage.builder().layer(new TarBuilder().file("a", "b")).build().push(registry.host(), "team/app", "1");
            String subscription = started.subscriptionId();
            assertThat(run("plan", "set", "--subscription", subscription, "--tier", "standard"))
                    .isEqualTo(new Ran(0, "Standard\n", ""));
            assertThat(run("plan", "show", "--subscription", subscription).data())
                    .isEqualTo("Standard\n");
            Ran added = run(
                    "registry",
                    "add",
                    "--name",
                    "built",
                    "--subscription",
                    subscription,
                    "--login-server",
                    registry.host());
            assertThat(added.data()).contains("/registries/built");
            Ran tested = run("registry", "test", "--name", "built");
            assertThat(tested.talk()).isEmpty();
            assertThat(tested.data()).isEqualTo("Complete\t1 repositories\t1 tags\n");
            assertThat(run("registry", "list").data()).isEqualTo("built\t" + registry.host() + "\tComplete\t\n");
            assertThat(run("registry", "sync", "--name", "built").status()).isZero();
            run("registry", "add", "--name", "lost", "--subscription", subscription, "--login-server", "127.0.0.1:1");
            Ran lost = run("registry", "test", "--name", "lost");
            assertThat(lost.status()).isEqualTo(1);
            assertThat(lost.talk()).contains("cannot connect to 127.0.0.1:1");
            assertThat(run("registry", "remove", "--name", "lost").status()).isZero();
            assertThat(run("registry", "remove", "--name", "lost").talk()).contains("there is no registry 'lost'");
            assertThat(run("plan", "set", "--subscription", subscription, "--tier", "gold")
                            .status())
                    .isEqualTo(64);
        }
    }

    private record Nobody() implements RegistryListener {
        @Override
        public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {}

        @Override
        public void deleted(String repository, String tag, String digest) {}
    }
}
