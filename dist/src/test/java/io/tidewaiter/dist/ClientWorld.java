package io.tidewaiter.dist;

import static org.awaitility.Awaitility.await;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.registry.LateListener;
import io.tidewaiter.registry.NotificationSender;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.server.FirstCredential;
import io.tidewaiter.server.Server;
import io.tidewaiter.server.ServerConfig;
import io.tidewaiter.server.arm.Throttle;
import io.tidewaiter.store.State;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the real clients are let loose on: a service, a registry, two pushed images of which one has more findings than
 * fit a page many times over; who may all, who may read, who may nothing; and a second service that throttles early.
 */
final class ClientWorld implements AutoCloseable {
    static final String CVE = "CVE-2022-24999";
    static final int MANY = 5_000;
    private static final String OURS = "?api-version=2026-11-01";

    final Journey journey;
    final RegistryResource resource;
    final Map<String, String> environment = new TreeMap<>();
    private final RegistryServer registry;
    private final NotificationSender sender;
    private final State limitedState;
    private final Server limited;
    private final Path folder;

    private ClientWorld(Path folder, Journey journey, RegistryServer registry) throws Exception {
        this.folder = folder;
        this.journey = journey;
        this.registry = registry;
        this.resource = journey.registry("clients", registry.host());
        this.sender = journey.notifications(resource);
        Path throttled = folder.resolve("limited");
        limitedState = State.open(throttled, Clock.systemUTC());
        limited = Server.start(
                ServerConfig.in(throttled).onAddress("127.0.0.1").onPorts(0, 0).limitedTo(new Throttle.Rate(3, 0.5)),
                limitedState);
    }

    static ClientWorld start(Path folder) throws Exception {
        List<String> advisories = new ArrayList<>();
        advisories.add(Journey.npmAdvisory(CVE, "qs", "6.5.3"));
        for (int i = 0; i < MANY; i++) {
            advisories.add(Journey.npmAdvisory(String.format(Locale.ROOT, "CVE-2031-%05d", i), "many-holes", "2.0.0"));
        }
        Path database = Journey.database(folder, advisories.toArray(String[]::new));
        LateListener listener = new LateListener();
        Journey journey = Journey.start(folder.resolve("data"), database);
        RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, listener);
        ClientWorld world = new ClientWorld(folder, journey, registry);
        listener.handOnTo(world.sender);
        world.push("team/many", "many-holes", "1.0.0");
        world.push("team/demo", "qs", "6.5.2");
        world.tell();
        return world;
    }

    private void push(String repository, String npm, String version) throws Exception {
        TestImage.builder()
                .layer(new TarBuilder()
                        .file(
                                "app/node_modules/" + npm + "/package.json",
                                "{\"name\":\"" + npm + "\",\"version\":\"" + version + "\"}"))
                .build()
                .push(registry.host(), repository, "1");
        await().atMost(Duration.ofMinutes(2)).until(() -> !rows(repository).isEmpty());
    }

    /** The findings of a repository among the last ones, as our own client reads them. */
    List<JsonNode> rows(String repository) throws IOException, InterruptedException {
        return Journey.subAssessments(journey.rest, resource.id()).stream()
                .filter(row -> Journey.repository(row).equals(repository))
                .toList();
    }

    private void tell() throws IOException, InterruptedException {
        FirstCredential admin = journey.service.server().firstCredential().orElseThrow();
        FirstCredential other = limited.firstCredential().orElseThrow();
        environment.put("TW_URL", journey.service.server().url());
        environment.put("TW_SUBSCRIPTION", resource.subscriptionId());
        environment.put("TW_REGISTRY", resource.id());
        environment.put("TW_ASSESSMENT", Journey.ASSESSMENT);
        environment.put("TW_LIMITED_URL", limited.url());
        environment.put("TW_LIMITED_CERTIFICATE", limited.certificate().toString());
        environment.put("TW_LIMITED_SUBSCRIPTION", other.subscriptionId());
        person("TW_ADMIN", admin.clientId(), admin.secret());
        person("TW_LIMITED", other.clientId(), other.secret());
        JsonNode reader = principal("client-reader");
        role(reader, "39bc4728-0917-49c7-9d2c-d95423bc2eb4");
        role(reader, "acdd72a7-3385-48ef-bd42-f606fba81ae7");
        person("TW_READER", reader);
        person("TW_STRANGER", principal("client-stranger"));
        Path bundle = folder.resolve("bundle.pem");
        Files.writeString(
                bundle,
                Files.readString(journey.service.server().certificate()) + Files.readString(limited.certificate()));
        environment.put("REQUESTS_CA_BUNDLE", bundle.toString());
        environment.put("NODE_EXTRA_CA_CERTS", bundle.toString());
    }

    private void person(String prefix, JsonNode properties) {
        person(
                prefix,
                properties.path("appId").asString(),
                properties.path("secret").asString());
        environment.put(prefix + "_OBJECT", properties.path("objectId").asString());
    }

    private void person(String prefix, String clientId, String secret) {
        environment.put(prefix + "_CLIENT", clientId);
        environment.put(prefix + "_SECRET", secret);
    }

    private JsonNode principal(String name) throws IOException, InterruptedException {
        return journey.rest
                .put("/providers/Tidewaiter.Security/servicePrincipals/" + name + OURS, "{}")
                .path("properties");
    }

    private void role(JsonNode principal, String role) throws IOException, InterruptedException {
        journey.rest.put(
                "/subscriptions/" + resource.subscriptionId() + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01",
                """
                {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s"}}""".formatted(role, principal.path("objectId").asString()));
    }

    /**
     * A file of the folder that {@code .ci/run} installs packages into.
     *
     * <p>Where it is not there, the test is reported as skipped, with the reason.
     *
     * @throws IllegalStateException where it is not there and {@code CI=true}
     */
    static Path installed(String file) {
        Path path = Path.of(System.getenv()
                        .getOrDefault(
                                "TIDEWAITER_CLIENTS", System.getProperty("user.home") + "/.cache/tidewaiter-clients"))
                .resolve(file);
        if (Files.exists(path)) {
            return path;
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("in CI the clients must be installed: " + path);
        }
        return Assumptions.abort(path + " is not installed (see .ci/run)");
    }

    /** What a program printed, and how it ended. */
    record Ran(int status, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        Ran ok() {
            if (status != 0) {
                throw new AssertionError("ended with " + status + ": " + err);
            }
            return this;
        }
    }

    /** Runs a program with the environment of this world. */
    Ran run(Map<String, String> more, Object... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Arrays.stream(command).map(Object::toString).toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        int status = builder.start().waitFor();
        return new Ran(
                status, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** A script of the test's resources as a file. */
    Path script(String name) {
        Path file = folder.resolve(name);
        try (var in = ClientWorld.class.getResourceAsStream("/clients/" + name)) {
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @Override
    public void close() {
        sender.close();
        limited.close();
        limitedState.close();
        registry.close();
        journey.close();
    }
}
