package io.tidewaiter.intake.connect;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.client.Authorities;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists the registries of an Azure: client credentials, then every subscription that they may read, then its registries,
 * page by page (Azure wire reference 1.4, 5.4). The token goes to the resource manager's own host and nowhere else.
 */
public final class AzureArm implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ANSWER_BYTES_MAX = 16 << 20;
    private static final int ITEMS_MAX = 100_000;
    private static final int PAGES_MAX = 10_000;

    private final Access access;
    private final HttpClient http;

    /**
     * How an Azure is reached.
     *
     * @param resourceManager without a trailing slash
     * @param tokenUrl {@code https://…/TENANT/oauth2/v2.0/token}
     * @param audience of the token, without {@code /.default}
     * @param ca trusted besides the JDK's authorities
     */
    public record Access(
            URI resourceManager,
            URI tokenUrl,
            String clientId,
            String clientSecret,
            String audience,
            Optional<Path> ca) {
        @Override
        public String toString() {
            return "Access[" + clientId + " at " + resourceManager + "]";
        }
    }

    /** @throws IOException where the CA file cannot be read */
    public AzureArm(Access access) throws IOException {
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
        if (access.ca().isPresent()) {
            builder.sslContext(Authorities.with(access.ca().get()));
        }
        this.http = builder.build();
    }

    /** The registries of all subscriptions that the client may read; why not, where that could not be found out. */
    public Connected list() throws InterruptedException {
        List<Connected.NamedSubscription> subscriptions = new ArrayList<>();
        List<RegistryResource> registries = new ArrayList<>();
        try {
            String token = token();
            for (JsonNode subscription : all("/subscriptions?api-version=2022-12-01", token)) {
                String id = JsonText.text(subscription, "subscriptionId").toLowerCase(Locale.ROOT);
                subscriptions.add(new Connected.NamedSubscription(id, JsonText.text(subscription, "displayName")));
                String path = "/subscriptions/" + id
                        + "/providers/Microsoft.ContainerRegistry/registries?api-version=2023-07-01";
                for (JsonNode registry : all(path, token)) {
                    resource(id, registry).ifPresent(registries::add);
                }
            }
            return new Connected(subscriptions, registries, true, "");
        } catch (IOException | IllegalArgumentException e) {
            String why = "list the registries of " + access.resourceManager() + ": "
                    + (e.getMessage() == null ? "connection lost" : e.getMessage());
            return new Connected(subscriptions, registries, false, why);
        }
    }

    private static Optional<RegistryResource> resource(String subscription, JsonNode json) {
        String[] id = JsonText.text(json, "id").split("/", -1);
        ObjectNode properties = json.path("properties") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        String loginServer = JsonText.text(properties, "loginServer");
        if (id.length < 9 || !id[3].equalsIgnoreCase("resourceGroups") || loginServer.isEmpty()) {
            return Optional.empty();
        }
        List.of("loginServer", "provisioningState", "tidewaiter").forEach(properties::remove);
        return Optional.of(new RegistryResource(
                subscription, id[4], id[8], JsonText.text(json, "location"), loginServer, properties.toString()));
    }

    private String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(access.clientId()) + "&client_secret="
                + encoded(access.clientSecret()) + "&scope=" + encoded(access.audience() + "/.default");
        JsonNode answer = send(HttpRequest.newBuilder(access.tokenUrl())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        String token = JsonText.text(answer, "access_token");
        if (token.isEmpty()) {
            throw new IOException("the token service answered without a token");
        }
        return token;
    }

    private List<JsonNode> all(String path, String token) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        URI uri = URI.create(access.resourceManager() + path);
        while (uri != null) {
            if (!seen.add(uri) || seen.size() > PAGES_MAX || items.size() > ITEMS_MAX) {
                throw new IOException("the list has no end");
            }
            JsonNode page = send(HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .build());
            JsonText.array(page, "value", ITEMS_MAX).forEach(items::add);
            String next = JsonText.text(page, "nextLink");
            uri = next.isEmpty() ? null : sameHost(URI.create(next));
        }
        return items;
    }

    private URI sameHost(URI next) throws IOException {
        URI own = access.resourceManager();
        boolean same = "https".equals(next.getScheme())
                && own.getHost().equalsIgnoreCase(next.getHost())
                && own.getPort() == next.getPort();
        if (!same) {
            throw new IOException("the next page is on another host; it was not asked");
        }
        return next;
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX + 1);
            if (response.statusCode() != 200) {
                throw new IOException(request.uri().getPath() + " said " + response.statusCode()
                        + "; check the client's secret and its role");
            }
            if (bytes.length > ANSWER_BYTES_MAX) {
                throw new IOException(request.uri().getPath() + " answered with more than is allowed");
            }
            return JsonText.object(bytes);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
