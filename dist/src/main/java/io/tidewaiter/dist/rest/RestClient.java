package io.tidewaiter.dist.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the service as any client would: a token by client credentials, then ARM paths. */
public final class RestClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String url;
    private final HttpClient http;
    private String token = "";

    /**
     * @param url {@code https://host:port}
     * @param certificate PEM, the only one that is trusted
     */
    public RestClient(String url, Path certificate) {
        this.url = url;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** A client that trusts what Java trusts. */
    public RestClient(String url) {
        this.url = url;
        this.http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    /** TLS that trusts one PEM certificate and no other. */
    public static SSLContext trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("service", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS", e);
        }
    }

    /** Takes a token (OAuth 2.0, client credentials); a tenant {@code adfs} is whichever the service has. */
    public void authenticate(String tenantId, String clientId, String secret) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(secret) + "&scope=" + encoded(url + "/.default");
        String path = tenantId.equals("adfs") ? "/adfs/oauth2/token" : "/" + tenantId + "/oauth2/v2.0/token";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        token = json(request).path("access_token").asString("");
    }

    /** Uses a token that was taken elsewhere. */
    public void withToken(String other) {
        token = other;
    }

    /** Sends a method with a body, which may be empty; anything but 2xx is an error. */
    public void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path.split("\\?", 2)[0] + ": the service said " + response.statusCode()
                    + " " + response.body());
        }
    }

    /** The token that was taken last. */
    public String token() {
        return token;
    }

    /** What a path answers; anything but 200 is an error. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(path.startsWith("https://") ? path : url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .build());
    }

    /** Puts a JSON body; what the service answers with 200 or 201. */
    public JsonNode put(String path, String body) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Posts a JSON body; what the service answers with 200. */
    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT.multipliedBy(3))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The status of a GET with any token; an empty one sends none. */
    public int status(String path, String anyToken) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
        if (!anyToken.isEmpty()) {
            request.header("Authorization", "Bearer " + anyToken);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(request.method() + " " + request.uri().getPath() + ": the service said "
                    + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
