package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.registry.RegistryListener;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.store.State;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} right after the 2xx: the finding is there after the restart, metered once. */
class KillTest {
    @Test
    void nothingAnsweredIsLostAndNothingMeteredTwice(@TempDir Path folder) throws Exception {
        TestImage image = TestImage.builder()
                .layer(new TarBuilder()
                        .file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.5.2\"}"))
                .build();
        Path database = Journey.database(folder, Journey.npmAdvisory("CVE-2022-24999", "qs", "6.5.3"));
        Path data = folder.resolve("data");
        try (RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0, new Nobody())) {
            image.push(registry.host(), "team/app", "1");
            ServiceProcess first = ServiceProcess.start(data, database, 4);
            RestClient admin = new RestClient(first.url(), first.certificate());
            admin.authenticate(
                    first.facts().get("tenant"),
                    first.facts().get("client id"),
                    first.facts().get("client secret"));
            RegistryResource resource = new RegistryResource(
                    first.facts().get("subscription"), "rg", "killed", "local", registry.host(), "{}");
            admin.put(
                    resource.id() + "?api-version=2023-07-01",
                    "{\"location\":\"local\",\"properties\":{\"loginServer\":\"" + registry.host() + "\"}}");
            String secret = secret(admin, first, resource);
            assertThat(notify(first, secret, image, registry.host())).isEqualTo(202);
            first.kill();
            ServiceProcess second = ServiceProcess.start(data, database, 0);
            try (RestClient again = new RestClient(second.url(), second.certificate())) {
                again.authenticate(
                        first.facts().get("tenant"),
                        first.facts().get("client id"),
                        first.facts().get("client secret"));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Journey.subAssessments(again, resource.id()).stream()
                                .anyMatch(row -> Journey.health(row).equals("Unhealthy")));
                assertThat(notify(second, secret, image, registry.host())).isEqualTo(202);
            } finally {
                admin.close();
                second.kill();
            }
            try (State state = State.open(data, Clock.systemUTC())) {
                assertThat(state.images().usage(resource.subscriptionId())).hasSize(1);
            }
        }
    }

    private static String secret(RestClient admin, ServiceProcess running, RegistryResource resource) throws Exception {
        try (HttpClient http = client(running)) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(running.url() + resource.id() + "/listIntakeCredentials?api-version=2023-07-01"))
                    .header("Authorization", "Bearer " + admin.token())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher secret = Pattern.compile("\"secret\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
            assertThat(secret.find()).as(body).isTrue();
            return secret.group(1);
        }
    }

    private static int notify(ServiceProcess running, String secret, TestImage image, String host) throws Exception {
        String body = """
                {"events":[{"id":"1","timestamp":"2026-11-24T00:00:00Z","action":"push","target":{"mediaType":
                "application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"team/app","tag":"1"},
                "request":{"host":"%s"}}]}""".formatted(image.digest(), host);
        try (HttpClient http = client(running)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(running.url() + "/intake/killed/distribution"))
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", "application/vnd.docker.distribution.events.v2+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static HttpClient client(ServiceProcess running) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(RestClient.trusting(running.certificate()))
                .build();
    }

    private record Nobody() implements RegistryListener {
        @Override
        public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {}

        @Override
        public void deleted(String repository, String tag, String digest) {}
    }
}
