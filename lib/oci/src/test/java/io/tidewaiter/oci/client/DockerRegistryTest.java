package io.tidewaiter.oci.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Manifest;
import io.tidewaiter.oci.ManifestDocument;
import io.tidewaiter.oci.ManifestParser;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.credential.Credential;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.testkit.Programs;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against Debian's docker-registry. */
class DockerRegistryTest {
    /** Bcrypt of "s3cret" for the user "joe". */
    private static final String HTPASSWD = "joe:$2b$05$abcdefghijklmnopqrstuuLK7U1u6pVRmL7L1BBM2aS35PSZnDXlK";

    private static final RetryPolicy PATIENT =
            new RetryPolicy(40, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1), new Random(1));

    @TempDir
    Path folder;

    private Process process;
    private Registry registry;

    private RegistryClient start(String auth, CredentialSource credentials) throws IOException {
        Path program = Programs.require("docker-registry");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config =
                Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: 127.0.0.1:%d}
                %s
                """.formatted(folder.resolve("store"), port, auth));
        process = new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        registry = new Registry("127.0.0.1:" + port);
        RegistryClient client = new RegistryClient(ClientSettings.standard().withRetry(PATIENT), credentials);
        Answer<Registry> up = client.ping(registry);
        assertThat(up).isInstanceOfAny(Answer.Found.class, Answer.Denied.class);
        return client;
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Repository repository(String name) {
        return new Repository(registry, new RepositoryName(name));
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }

    @Test
    void readsWhatAnotherClientPushed() throws IOException, InterruptedException {
        try (RegistryClient client = start("", CredentialSource.none())) {
            TestImage image = TestImage.builder()
                    .layer(new TarBuilder().file("a", "one"))
                    .layer(new TarBuilder().file("b", "two"))
                    .build();
            for (String tag : new String[] {"1", "2"}) {
                image.push(registry.host(), "team/demo", tag);
            }
            Repository repository = repository("team/demo");

            assertThat(found(client.catalog(registry)).items()).containsExactly(new RepositoryName("team/demo"));
            assertThat(found(client.tags(repository)).items()).containsExactlyInAnyOrder(new Tag("1"), new Tag("2"));
            ImageReference reference = new ImageReference(repository, new Tag("1"), null);
            Descriptor head = found(client.head(reference));
            assertThat(head.digest()).hasToString(image.digest());
            FetchedManifest fetched = found(client.manifest(reference.at(head.digest())));
            assertThat(fetched.bytes()).isEqualTo(image.manifest());
            Manifest manifest = (Manifest)
                    ((Answer.Found<ManifestDocument>) ManifestParser.parse(fetched.bytes(), fetched.contentType()))
                            .value();
            for (Descriptor layer : manifest.layers()) {
                assertThat(client.blobExists(repository, layer.digest())).isInstanceOf(Answer.Found.class);
                try (InputStream in = found(client.blob(repository, layer))) {
                    assertThat(in.readAllBytes()).hasSize((int) layer.size());
                }
            }
            assertThat(found(client.referrers(repository, head.digest())).items())
                    .isEmpty();
            assertThat(client.tags(repository("no/such"))).isInstanceOf(Answer.NotFound.class);
        }
    }

    @Test
    void pushesAndDeletes() throws IOException {
        try (RegistryClient client = start("", CredentialSource.none())) {
            Repository repository = repository("own");
            byte[] config = "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(StandardCharsets.UTF_8);
            Descriptor descriptor =
                    new Descriptor(MediaType.OCI_CONFIG, VerifiedStream.digest("sha256", config), config.length);

            assertThat(client.blobExists(repository, descriptor.digest())).isInstanceOf(Answer.NotFound.class);
            assertThat(client.pushBlob(repository, descriptor, () -> new ByteArrayInputStream(config)))
                    .isEqualTo(new Answer.Found<>(descriptor.digest()));
            byte[] manifest = """
                    {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},"layers":[]}
                    """.formatted(
                            MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, descriptor.digest(), config.length)
                    .getBytes(StandardCharsets.UTF_8);
            ImageReference reference = new ImageReference(repository, new Tag("1"), null);
            Digest digest = found(client.pushManifest(reference, MediaType.OCI_MANIFEST, manifest));
            assertThat(found(client.head(reference)))
                    .isEqualTo(new Descriptor(MediaType.OCI_MANIFEST, digest, manifest.length));
            assertThat(client.deleteManifest(repository, digest)).isEqualTo(new Answer.Found<>(digest));
            assertThat(client.head(reference)).isInstanceOf(Answer.NotFound.class);
            assertThat(client.pushBlob(
                            repository,
                            new Descriptor("", descriptor.digest(), 3),
                            () -> new ByteArrayInputStream(new byte[3])))
                    .isInstanceOf(Answer.Invalid.class);
        }
    }

    @Test
    void logsInWithAPassword() throws IOException {
        Path passwords = Files.writeString(folder.resolve("htpasswd"), HTPASSWD + "\n");
        String auth = "auth: {htpasswd: {realm: test, path: " + passwords + "}}";
        try (RegistryClient anonymous = start(auth, CredentialSource.none())) {
            assertThat(anonymous.ping(registry)).isInstanceOf(Answer.Denied.class);
            RegistryClient joe =
                    anonymous.with(CredentialSource.of(registry, new Credential.UserPassword("joe", "s3cret")));
            RegistryClient wrong =
                    anonymous.with(CredentialSource.of(registry, new Credential.UserPassword("joe", "other")));

            assertThat(joe.ping(registry)).isInstanceOf(Answer.Found.class);
            assertThat(joe.tags(repository("none"))).isInstanceOf(Answer.NotFound.class);
            assertThat(wrong.ping(registry)).isInstanceOf(Answer.Denied.class);
        }
    }
}
