package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.dist.serve.TidewaiterService;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.registry.LateListener;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** VEX documents that hang on images: found where registries keep them, told, and counted once somebody says so. */
class AttachedVexJourneyTest {
    private static final String OURS = "?api-version=2026-11-01";
    private static final String OPENVEX = "application/vnd.openvex+json";
    private static final String DSSE = "application/vnd.dsse.envelope.v1+json";

    @TempDir
    Path folder;

    private Journey journey;
    private RegistryResource registry;
    private String host;
    private RegistryClient client;

    /** Debian's docker-registry has no referrers API: the index under the tag sha256-… stands for it. */
    @Test
    void inARegistryWithoutReferrersADocumentIsToldUntilSomebodyApprovesIt() throws Exception {
        Path program = Programs.require("docker-registry");
        int port = RegistryProcess.freePort();
        host = "127.0.0.1:" + port;
        try (Journey started = Journey.start(parts(Set.of()));
                RegistryClient pusher = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            journey = started;
            client = pusher;
            registry = journey.registry("debian", host);
            Process process = RegistryProcess.notifying(program, folder, port, journey, registry.id());
            try {
                awaitTrue(() -> RegistryProcess.listens(port));
                TestImage image = image();
                image.push(host, "team/app", "1");
                image.push(host, "team/other", "1");
                awaitTrue(() -> rows("team/app").equals(List.of("Unhealthy "))
                        && rows("team/other").equals(List.of("Unhealthy ")));

                String artifact = attach("team/app", image, OPENVEX, vex("pkg:npm/qs"));
                String index =
                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                                + artifact + "]}";
                push("team/app", image.digest().replace(':', '-'), "application/vnd.oci.image.index.v1+json", index);
                awaitTrue(() -> documents().size() == 1);
                JsonNode document = documents().getFirst();
                assertThat(document.at("/properties/state").asString()).isEqualTo("PendingApproval");
                assertThat(document.at("/properties/createdBy").asString()).isEqualTo("attached-vex");
                assertThat(document.at("/properties/attached/repository").asString())
                        .isEqualTo("team/app");
                assertThat(rows("team/app")).containsExactly("Unhealthy ");
                JsonNode row = row("team/app");
                assertThat(row.toString())
                        .contains("VexNotAffected")
                        .contains("OpenVEX by the builder attached to team/app@" + image.digest())
                        .contains("counts when somebody approves it");

                journey.rest.post(document.get("id").asString() + "/approve" + OURS, "{}");
                assertThat(rows("team/app")).containsExactly("NotApplicable VexNotAffected");
                assertThat(rows("team/other")).as("nothing hangs on it there").containsExactly("Unhealthy ");
                image.push(host, "team/app", "2");
                awaitTrue(() -> row("team/app").toString().contains("\"2\""));
                assertThat(rows("team/app")).as("approved once").containsExactly("NotApplicable VexNotAffected");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** An image in the built-in registry, scanned. */
    private TestImage pushedToOurs(LateListener listener) throws Exception {
        registry = journey.registry("own", host);
        listener.handOnTo(journey.notifications(registry));
        TestImage image = image();
        image.push(host, "team/app", "1");
        awaitTrue(() -> rows("team/app").equals(List.of("Unhealthy ")));
        return image;
    }

    @Test
    void inATrustedRegistryADocumentCountsAtOnceAndOnlyForItsImage() throws Exception {
        LateListener listener = new LateListener();
        try (RegistryServer server = RegistryServer.start(folder.resolve("registry"), 0, listener);
                Journey started = Journey.start(parts(Set.of(server.host())));
                RegistryClient pusher = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            host = server.host();
            journey = started;
            client = pusher;
            TestImage image = pushedToOurs(listener);

            attach("team/app", image, OPENVEX, vex("pkg:oci/other@sha256:" + "0".repeat(64)));
            attach("team/app", image, OPENVEX, "{\"@context\":\"https://openvex.dev/ns\",\"statements\":17}");
            attach("team/app", image, DSSE, attestation("sha256:" + "1".repeat(64)));
            attach("team/app", image, OPENVEX, "[".repeat(100_000));
            String about = attach("team/app", image, DSSE, attestation(image.digest()));
            awaitTrue(() -> rows("team/app").equals(List.of("NotApplicable VexNotAffected")));
            assertThat(documents())
                    .as("what says something of another image is there, and says nothing of this one")
                    .hasSizeBetween(1, 2);
            assertThat(row("team/app").at("/properties/status/description").asString())
                    .contains("attached to team/app@" + image.digest());

            String digest = about.replaceAll(".*\"digest\":\"([^\"]+)\".*", "$1");
            assertThat(client.deleteManifest(repository("team/app"), Digest.parse(digest)))
                    .isInstanceOf(Answer.Found.class);
            image.push(host, "team/app", "2");
            awaitTrue(() -> rows("team/app").equals(List.of("Unhealthy ")));
        }
    }

    @Test
    void cosignsAttestationIsFoundUnderItsTag() throws Exception {
        LateListener listener = new LateListener();
        try (RegistryServer server = RegistryServer.start(folder.resolve("registry"), 0, listener);
                Journey started = Journey.start(parts(Set.of("*")));
                RegistryClient pusher = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            host = server.host();
            journey = started;
            client = pusher;
            TestImage image = pushedToOurs(listener);
            String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                    + "\"config\":" + blob("team/app", "application/vnd.oci.image.config.v1+json", "{}")
                    + ",\"layers\":[" + blob("team/app", DSSE, vex("pkg:npm/qs")) + ","
                    + blob("team/app", DSSE, attestation(image.digest())) + "]}";
            push(
                    "team/app",
                    image.digest().replace(':', '-') + ".att",
                    "application/vnd.oci.image.manifest.v1+json",
                    manifest);
            awaitTrue(() -> rows("team/app").equals(List.of("NotApplicable VexNotAffected")));
            assertThat(documents())
                    .as("a bare document under a tag is about nothing")
                    .hasSize(1);
        }
    }

    private TidewaiterService.Parts parts(Set<String> trusted) throws Exception {
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        return Journey.parts(folder.resolve("data"), database).withVex(VexSettings.STANDARD.trusting(trusted));
    }

    private static TestImage image() {
        return TestImage.builder()
                .layer(new TarBuilder()
                        .file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\"}"))
                .build();
    }

    private static String vex(String product) {
        return """
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:one","author":"the builder",
                 "timestamp":"2026-11-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2022-24999"},
                 "products":[{"@id":"%s"}],"status":"not_affected","justification":"vulnerable_code_not_present"}]}
                """.formatted(product);
    }

    private static String attestation(String digest) {
        String statement = """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"x","digest":{"sha256":"%s"}}],
                 "predicateType":"https://openvex.dev/ns/v0.2.0","predicate":%s}
                """.formatted(digest.substring(7), vex("pkg:npm/qs"));
        return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
                + Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8))
                + "\",\"signatures\":[{\"sig\":\"\"}]}";
    }

    /** Pushes a document that names an image as its subject; its descriptor. */
    private String attach(String repository, TestImage image, String type, String text) {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifactType\":\"" + type + "\",\"config\":"
                + blob(repository, "application/vnd.oci.empty.v1+json", "{}") + ",\"layers\":["
                + blob(repository, type, text) + "],\"subject\":{\"mediaType\":\""
                + "application/vnd.oci.image.manifest.v1+json\",\"digest\":\"" + image.digest() + "\",\"size\":"
                + image.manifest().length + "}}";
        String digest = TestImage.digest(manifest.getBytes(StandardCharsets.UTF_8));
        push(repository, digest, "application/vnd.oci.image.manifest.v1+json", manifest);
        return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"artifactType\":\"" + type
                + "\",\"digest\":\"" + digest + "\",\"size\":" + manifest.length() + "}";
    }

    private Repository repository(String name) {
        return new Repository(new Registry(host), new RepositoryName(name));
    }

    private String blob(String repository, String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Descriptor descriptor = new Descriptor(type, Digest.parse(TestImage.digest(bytes)), bytes.length);
        assertThat(client.pushBlob(repository(repository), descriptor, () -> new ByteArrayInputStream(bytes)))
                .isInstanceOf(Answer.Found.class);
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":" + bytes.length
                + "}";
    }

    private void push(String repository, String key, String type, String manifest) {
        ImageReference reference = key.startsWith("sha256:")
                ? new ImageReference(repository(repository), null, Digest.parse(key))
                : new ImageReference(repository(repository), new Tag(key), null);
        assertThat(client.pushManifest(reference, type, manifest.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Found.class);
    }

    private List<JsonNode> documents() throws Exception {
        return journey.rest
                .get(registry.id() + "/providers/Tidewaiter.Security/vexDocuments" + OURS)
                .get("value")
                .valueStream()
                .toList();
    }

    private JsonNode row(String repository) throws Exception {
        return Journey.subAssessments(journey.rest, registry.id()).stream()
                .filter(row -> Journey.repository(row).equals(repository) && found(row))
                .findFirst()
                .orElseThrow();
    }

    private static boolean found(JsonNode row) {
        return !row.at("/properties/id").asString("").isEmpty()
                && row.toString().contains("CVE-2022-24999");
    }

    private List<String> rows(String repository) throws Exception {
        return Journey.subAssessments(journey.rest, registry.id()).stream()
                .filter(row -> Journey.repository(row).equals(repository) && found(row))
                .map(row -> row.at("/properties/status/code").asString("") + " "
                        + row.at("/properties/status/cause").asString(""))
                .toList();
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
