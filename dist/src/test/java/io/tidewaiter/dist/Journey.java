package io.tidewaiter.dist;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.dist.serve.TidewaiterService;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.registry.NotificationSender;
import io.tidewaiter.server.FirstCredential;
import io.tidewaiter.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A whole service over a folder, and its administrator's client. */
final class Journey implements AutoCloseable {
    static final String ASSESSMENT = "dbd0cb49-b563-45e7-9724-889e799fa648";
    private static final String SECURITY_READER = "39bc4728-0917-49c7-9d2c-d95423bc2eb4";
    private static final String OURS = "?api-version=2026-11-01";

    final TidewaiterService service;
    final RestClient rest;
    final FirstCredential first;
    private final String subscriptionId;

    private Journey(TidewaiterService service, FirstCredential first) throws IOException, InterruptedException {
        this.service = service;
        this.first = first;
        this.subscriptionId = first.subscriptionId();
        this.rest = client();
        rest.authenticate(first.tenantId(), first.clientId(), first.secret());
    }

    static Journey start(Path folder, Path database) throws IOException, InterruptedException {
        return start(folder, database, ReconcileSettings.standard());
    }

    static Journey start(Path folder, Path database, ReconcileSettings reconcile)
            throws IOException, InterruptedException {
        return start(folder, database, reconcile, Clock.systemUTC());
    }

    static Journey start(Path folder, Path database, ReconcileSettings reconcile, Clock clock)
            throws IOException, InterruptedException {
        return start(parts(folder, database).withReconcile(reconcile).withClock(clock));
    }

    static Journey start(TidewaiterService.Parts parts) throws IOException, InterruptedException {
        TidewaiterService service = TidewaiterService.start(parts);
        return new Journey(service, service.server().firstCredential().orElseThrow());
    }

    static TidewaiterService.Parts parts(Path folder, Path database) {
        return new TidewaiterService.Parts(
                ServerConfig.in(folder).onAddress("127.0.0.1").onPorts(0, 0),
                database,
                CatalogLimits.standard(),
                ClientSettings.standard(),
                2);
    }

    /** A database of a few OSV documents, each by its file name. */
    static Path database(Path folder, String... documents) throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        for (String document : documents) {
            Files.writeString(feeds.resolve(UUID.randomUUID() + ".json"), document);
        }
        Path database = folder.resolve("advisories.db");
        new AdvisoryCompiler().compile(feeds, database);
        return database;
    }

    /** An advisory for every version of an npm package below a fixed one. */
    static String npmAdvisory(String cve, String name, String fixed) {
        return """
                {"schema_version":"1.6.0","id":"%s","modified":"2024-01-01T00:00:00Z","affected":[{"package":
                {"ecosystem":"npm","name":"%s"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},
                {"fixed":"%s"}]}]}]}""".formatted(cve, name, fixed);
    }

    String subscriptionId() {
        return subscriptionId;
    }

    RestClient client() {
        return new RestClient(service.server().url(), service.server().certificate());
    }

    RegistryResource registry(String name, String loginServer) {
        RegistryResource registry = new RegistryResource(subscriptionId, "rg", name, "local", loginServer, "{}");
        service.state().resources().putRegistry(registry, "test");
        return registry;
    }

    /** The status of a request, whatever it is. */
    int send(RestClient client, String method, String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(RestClient.trusting(service.server().certificate()))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(service.server().url() + path))
                    .header("Authorization", "Bearer " + client.token())
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    String intakeUrl(String registryName) {
        return service.server().url() + "/intake/" + registryName + "/distribution";
    }

    NotificationSender notifications(RegistryResource registry) {
        return new NotificationSender(
                URI.create(intakeUrl(registry.name())),
                "Bearer " + service.server().intakeSecret(registry.id()),
                registry.loginServer(),
                Clock.systemUTC(),
                HttpClient.newBuilder()
                        .sslContext(RestClient.trusting(service.server().certificate())));
    }

    /** A client of a new service principal that may read security results of a scope. */
    RestClient securityReader(String scope) throws IOException, InterruptedException {
        String name = "reader" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode made = rest.put("/providers/Tidewaiter.Security/servicePrincipals/" + name + OURS, "{}")
                .path("properties");
        rest.put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                """
                {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s"}}""".formatted(SECURITY_READER, made.path("objectId").asString()));
        RestClient reader = client();
        reader.authenticate(
                service.server().tenantId(),
                made.path("appId").asString(),
                made.path("secret").asString());
        return reader;
    }

    static String listPath(String scope) {
        return scope + "/providers/Microsoft.Security/assessments/" + ASSESSMENT
                + "/subAssessments?api-version=2019-01-01-preview";
    }

    /** All pages of a list. */
    static List<JsonNode> subAssessments(RestClient client, String scope) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        String next = listPath(scope);
        while (!next.isEmpty()) {
            JsonNode page = client.get(next);
            page.path("value").forEach(rows::add);
            next = page.path("nextLink").asString("");
        }
        return rows;
    }

    static String health(JsonNode row) {
        return row.at("/properties/additionalData/tidewaiter/health").asString("");
    }

    static String repository(JsonNode row) {
        return row.at("/properties/additionalData/repositoryName").asString("");
    }

    @Override
    public void close() {
        rest.close();
        service.close();
    }
}
