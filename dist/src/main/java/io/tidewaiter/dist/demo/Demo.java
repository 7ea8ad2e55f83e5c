package io.tidewaiter.dist.demo;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.dist.serve.TidewaiterService;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.registry.LateListener;
import io.tidewaiter.registry.NotificationSender;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.server.FirstCredential;
import io.tidewaiter.server.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A service, a registry that notifies it, and a client that reads it, all on the loopback. The images take the road of
 * every push: over HTTP to the registry, whose notification and nothing else makes the service scan.
 */
final class Demo implements AutoCloseable {
    private static final String ASSESSMENT = "dbd0cb49-b563-45e7-9724-889e799fa648";
    private static final String API_VERSION = "2019-01-01-preview";
    private static final Duration VERDICT_MAX = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Path folder;
    private final TidewaiterService service;
    private final RegistryServer registry;
    private final NotificationSender notifications;
    private final RegistryResource resource;
    private final RestClient rest;
    private final FirstCredential credential;

    private Demo(
            Path folder,
            TidewaiterService service,
            RegistryServer registry,
            NotificationSender notifications,
            RegistryResource resource)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.service = service;
        this.registry = registry;
        this.notifications = notifications;
        this.resource = resource;
        this.credential = service.server().firstCredential().orElseThrow();
        this.rest = new RestClient(service.server().url(), service.server().certificate());
        rest.authenticate(credential.tenantId(), credential.clientId(), credential.secret());
    }

    static Demo start(PrintStream talk) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tidewaiter-demo");
        talk.println("tidewaiter: starting the service (its state is in " + folder + " and goes with it)");
        Path database = folder.resolve("advisories.db");
        new AdvisoryCompiler().compile(DemoFiles.advisories(folder.resolve("advisories")), database);
        TidewaiterService service = TidewaiterService.start(new TidewaiterService.Parts(
                ServerConfig.in(folder.resolve("data")).onAddress("127.0.0.1").onPorts(0, 0),
                database,
                CatalogLimits.standard(),
                ClientSettings.standard(),
                2));
        LateListener listener = new LateListener();
        RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, listener);
        RegistryResource resource = new RegistryResource(
                service.server().firstCredential().orElseThrow().subscriptionId(),
                "demo",
                "demo",
                "local",
                registry.host(),
                "{}");
        service.state().resources().putRegistry(resource, "demo");
        NotificationSender notifications = new NotificationSender(
                URI.create(service.server().url() + "/intake/demo/distribution"),
                "Bearer " + service.server().intakeSecret(resource.id()),
                registry.host(),
                Clock.systemUTC(),
                HttpClient.newBuilder()
                        .sslContext(RestClient.trusting(service.server().certificate())));
        listener.handOnTo(notifications);
        return new Demo(folder, service, registry, notifications, resource);
    }

    /** Pushes both images and prints their verdicts; whether they are what a demo should show. */
    boolean pushAndPrint(PrintStream out) throws IOException, InterruptedException {
        Path jars = Path.of(System.getProperty("tidewaiter.home", "."), "dist", "target", "demo");
        DemoImage vulnerable = DemoImage.of(DemoFiles.jars(
                jars, "log4j-core-2.14.1", "commons-text-1.9", "snakeyaml-1.30", "commons-collections-3.2.1"));
        DemoImage clean = DemoImage.of(DemoFiles.jars(jars, "commons-text-1.14.0", "snakeyaml-2.5"));
        boolean found = pushAndPrint("demo/vulnerable", vulnerable, out).equals("Unhealthy");
        boolean healthy = pushAndPrint("demo/clean", clean, out).equals("Healthy");
        return found && healthy;
    }

    private String pushAndPrint(String repository, DemoImage image, PrintStream out)
            throws IOException, InterruptedException {
        long start = push(repository, image);
        Digest digest = DemoImage.digest(image.manifest());
        List<JsonNode> rows = verdict(repository, digest, start);
        double seconds = (System.nanoTime() - start) / 1e9;
        String health = rows.getFirst()
                .at("/properties/additionalData/tidewaiter/health")
                .asString("");
        out.println(String.format(Locale.ROOT, "%s:1  %s after %.2f s  (%s)", repository, health, seconds, digest));
        new FindingTable(rows).print(out);
        out.println();
        return health;
    }

    /** The time at which the registry had answered the last request of the push. */
    private long push(String repository, DemoImage image) throws IOException {
        ImageReference reference = ImageReference.parse(registry.host() + "/" + repository + ":1");
        try (RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            for (byte[] blob : List.of(image.layer(), image.config())) {
                Descriptor descriptor = new Descriptor("application/octet-stream", DemoImage.digest(blob), blob.length);
                pushed(client.pushBlob(reference.repository(), descriptor, () -> new ByteArrayInputStream(blob)));
            }
            pushed(client.pushManifest(reference, DemoImage.MANIFEST_TYPE, image.manifest()));
        }
        return System.nanoTime();
    }

    private static void pushed(Answer<Digest> answer) throws IOException {
        if (!(answer instanceof Answer.Found<Digest>)) {
            throw new IOException("push to the demo's registry: " + answer);
        }
    }

    private List<JsonNode> verdict(String repository, Digest digest, long start)
            throws IOException, InterruptedException {
        while (System.nanoTime() - start < VERDICT_MAX.toNanos()) {
            List<JsonNode> rows = rows(digest);
            if (!rows.isEmpty()) {
                return rows;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new IOException("no verdict on " + repository + " within " + VERDICT_MAX.toSeconds() + " s; jobs: "
                + service.state().scanQueue().counts() + " "
                + service.state().scanQueue().failed(3));
    }

    private List<JsonNode> rows(Digest digest) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        String next = resource.id() + "/providers/Microsoft.Security/assessments/" + ASSESSMENT
                + "/subAssessments?api-version=" + API_VERSION;
        while (!next.isEmpty()) {
            JsonNode page = rest.get(next);
            for (JsonNode row : page.path("value")) {
                if (row.at("/properties/additionalData/imageDigest")
                        .asString("")
                        .equals(digest.toString())) {
                    rows.add(row);
                }
            }
            next = page.path("nextLink").asString("");
        }
        return rows;
    }

    void printHowToGoOn(PrintStream out) {
        out.println("""
                The service is up until Ctrl-C. Ask it:
                  export TIDEWAITER_SERVER=%s TIDEWAITER_CA=%s
                  export TIDEWAITER_CLIENT_ID=%s TIDEWAITER_CLIENT_SECRET=%s
                  ./tidewaiter query 'findings | project repository, severity, vulnerabilityId, package, fixedVersion'
                Or over REST, as Azure's own clients do:
                  export TOKEN=$(curl -s --cacert $TIDEWAITER_CA $TIDEWAITER_SERVER/%s/oauth2/v2.0/token \\
                    -d grant_type=client_credentials -d client_id=$TIDEWAITER_CLIENT_ID \\
                    -d client_secret=$TIDEWAITER_CLIENT_SECRET | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -s --cacert $TIDEWAITER_CA -H "Authorization: Bearer $TOKEN" \\
                    "$TIDEWAITER_SERVER%s/providers/Microsoft.Security/assessments/%s/subAssessments?api-version=%s"
                Push another image to the registry (plain HTTP), for example:
                  skopeo copy --dest-tls-verify=false docker://alpine:3.20 docker://%s/demo/alpine:3.20
                """.formatted(
                        service.server().url(),
                        service.server().certificate(),
                        credential.clientId(),
                        credential.secret(),
                        credential.tenantId(),
                        resource.id(),
                        ASSESSMENT,
                        API_VERSION,
                        registry.host()));
    }

    @Override
    public void close() throws IOException {
        rest.close();
        notifications.close();
        registry.close();
        service.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
