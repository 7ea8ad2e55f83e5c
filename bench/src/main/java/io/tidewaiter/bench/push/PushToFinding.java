package io.tidewaiter.bench.push;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pushes an image many times, each time with another digest, to an idle service, and measures from the registry's answer
 * to the manifest's PUT until the REST list holds a finding of that digest. Arguments: layout, database, pushes.
 */
public final class PushToFinding {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final long WAIT_NANOS = 60_000_000_000L;

    private final Path blobs;
    private final ObjectNode manifest;
    private final ObjectNode config;

    private PushToFinding(Path layout) throws IOException {
        this.blobs = layout.resolve("blobs/sha256");
        JsonNode index = JSON.readTree(Files.readAllBytes(layout.resolve("index.json")));
        this.manifest = object(index.at("/manifests/0/digest").asString());
        this.config = object(manifest.at("/config/digest").asString());
    }

    private ObjectNode object(String digest) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(blob(digest)));
    }

    private Path blob(String digest) {
        return blobs.resolve(digest.substring("sha256:".length()));
    }

    /** Prints one line per push and the quantiles. */
    public static void main(String[] arguments) throws Exception {
        PushToFinding bench = new PushToFinding(Path.of(arguments[0]));
        List<Double> seconds = bench.run(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "pushes %d  p50 %.3f s  p99 %.3f s  max %.3f s%n",
                sorted.size(),
                sorted.get((sorted.size() - 1) / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                sorted.getLast());
        System.exit(0);
    }

    private List<Double> run(Path database, int pushes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tidewaiter-bench");
        LateListener listener = new LateListener();
        try (TidewaiterService service = TidewaiterService.start(new TidewaiterService.Parts(
                        ServerConfig.in(folder.resolve("data"))
                                .onAddress("127.0.0.1")
                                .onPorts(0, 0),
                        database,
                        CatalogLimits.standard(),
                        ClientSettings.standard(),
                        2));
                RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, listener);
                RestClient rest =
                        new RestClient(service.server().url(), service.server().certificate())) {
            FirstCredential first = service.server().firstCredential().orElseThrow();
            rest.authenticate(first.tenantId(), first.clientId(), first.secret());
            RegistryResource resource =
                    new RegistryResource(first.subscriptionId(), "bench", "bench", "local", registry.host(), "{}");
            service.state().resources().putRegistry(resource, "bench");
            NotificationSender sender = new NotificationSender(
                    URI.create(service.server().url() + "/intake/bench/distribution"),
                    "Bearer " + service.server().intakeSecret(resource.id()),
                    registry.host(),
                    Clock.systemUTC(),
                    HttpClient.newBuilder()
                            .sslContext(RestClient.trusting(service.server().certificate())));
            listener.handOnTo(sender);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < pushes; i++) {
                seconds.add(one(i, registry.host(), rest, resource));
                System.out.printf(Locale.ROOT, "push %2d  %.3f s%n", i + 1, seconds.getLast());
            }
            sender.close();
            return seconds;
        } finally {
            delete(folder);
        }
    }

    private double one(int number, String host, RestClient rest, RegistryResource resource)
            throws IOException, InterruptedException {
        config.put("author", "push " + number);
        byte[] configBytes = JSON.writeValueAsString(config).getBytes(StandardCharsets.UTF_8);
        Digest configDigest = digest(configBytes);
        ((ObjectNode) manifest.path("config"))
                .put("digest", configDigest.toString())
                .put("size", configBytes.length);
        byte[] bytes = JSON.writeValueAsString(manifest).getBytes(StandardCharsets.UTF_8);
        Digest digest = digest(bytes);
        ImageReference reference = ImageReference.parse(host + "/bench/image" + number + ":1");
        try (RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            for (JsonNode layer : manifest.path("layers")) {
                byte[] blob = Files.readAllBytes(blob(layer.path("digest").asString()));
                push(client, reference, Digest.parse(layer.path("digest").asString()), blob);
            }
            push(client, reference, configDigest, configBytes);
            Answer<Digest> pushed = client.pushManifest(reference, MANIFEST_TYPE, bytes);
            if (!(pushed instanceof Answer.Found<Digest>)) {
                throw new IOException(pushed.toString());
            }
        }
        long start = System.nanoTime();
        String path = resource.id() + "/providers/Microsoft.Security/assessments/"
                + "dbd0cb49-b563-45e7-9724-889e799fa648/subAssessments?api-version=2019-01-01-preview";
        while (System.nanoTime() - start < WAIT_NANOS) {
            if (holds(rest, path, digest)) {
                return (System.nanoTime() - start) / 1e9;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new IOException("no finding of push " + number);
    }

    private static boolean holds(RestClient rest, String path, Digest digest) throws IOException, InterruptedException {
        String next = path;
        while (!next.isEmpty()) {
            JsonNode page = rest.get(next);
            for (JsonNode row : page.path("value")) {
                if (row.at("/properties/additionalData/imageDigest")
                        .asString("")
                        .equals(digest.toString())) {
                    return true;
                }
            }
            next = page.path("nextLink").asString("");
        }
        return false;
    }

    private static void push(RegistryClient client, ImageReference reference, Digest digest, byte[] blob)
            throws IOException {
        Answer<Digest> pushed = client.pushBlob(
                reference.repository(),
                new Descriptor("application/octet-stream", digest, blob.length),
                () -> new ByteArrayInputStream(blob));
        if (!(pushed instanceof Answer.Found<Digest>)) {
            throw new IOException(pushed.toString());
        }
    }

    private static Digest digest(byte[] bytes) {
        try {
            return new Digest(
                    "sha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
