package io.tidewaiter.server;

import io.tidewaiter.store.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real service on free ports, over a real state, and a client that trusts its certificate. */
final class RunningServer implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String REGISTRY_VERSION = "?api-version=2025-11-01";
    static final String OURS_VERSION = "?api-version=2026-11-01";
    static final String ROLE_VERSION = "?api-version=2022-04-01";
    static final String FINDINGS_VERSION = "?api-version=2019-01-01-preview";
    static final String SECURITY_READER = "39bc4728-0917-49c7-9d2c-d95423bc2eb4";

    final State state;
    final Server server;
    final FirstCredential admin;
    final String adminToken;
    private final HttpClient client;
    private boolean closed;

    private RunningServer(State state, Server server, FirstCredential admin) {
        this.state = state;
        this.server = server;
        this.client = client(server.certificate());
        this.admin = admin;
        this.adminToken = token(admin.clientId(), admin.secret());
    }

    /** A first start in a folder. */
    static RunningServer start(Path folder) {
        return start(folder, Clock.systemUTC());
    }

    static RunningServer start(Path folder, Clock clock) {
        return start(config(folder), clock);
    }

    static RunningServer start(ServerConfig config, Clock clock) {
        return start(config, State.open(config.dataFolder(), clock), clock);
    }

    /** Over a state that is the server's to close from then on. */
    static RunningServer start(ServerConfig config, State state, Clock clock) {
        try {
            Server server = Server.start(config, state, clock, () -> {});
            return new RunningServer(state, server, server.firstCredential().orElseThrow());
        } catch (RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /** A later start, with the administrator of the first. */
    static RunningServer again(ServerConfig config, State state, RunningServer first) {
        return new RunningServer(state, Server.start(config, state), first.admin);
    }

    static ServerConfig config(Path folder) {
        return ServerConfig.in(folder).onPorts(0, 0).onAddress("127.0.0.1");
    }

    static HttpClient client(Path certificate) {
        return HttpClient.newBuilder()
                .sslContext(tls(certificate))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** TLS that trusts one certificate and nothing else. */
    static SSLContext tls(Path certificate) {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer with its body as JSON. */
    record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        String code() {
            return body.path("error").path("code").asString("");
        }

        String message() {
            return body.path("error").path("message").asString("");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Reply get(String path, String token) {
        return send(request(path, token).GET().build());
    }

    Reply put(String path, String body, String token) {
        return send(request(path, token).PUT(BodyPublishers.ofString(body)).build());
    }

    Reply post(String path, String body, String token) {
        return send(request(path, token).POST(BodyPublishers.ofString(body)).build());
    }

    Reply delete(String path, String token) {
        return send(request(path, token).DELETE().build());
    }

    /** A request builder; an empty token sends no header. */
    HttpRequest.Builder request(String path, String token) {
        URI uri = URI.create(path.startsWith("https://") ? path : server.url() + path);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1));
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            String text = response.body();
            return new Reply(response.statusCode(), JSON.readTree(text.isEmpty() ? "{}" : text), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply form(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    String token(String clientId, String secret) {
        Reply reply = form(
                "/adfs/oauth2/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        clientId,
                        "client_secret",
                        secret,
                        "scope",
                        server.url() + "/arm/.default"));
        if (reply.status() != 200) {
            throw new IllegalStateException("no token: " + reply.raw().body());
        }
        return reply.body().get("access_token").asString();
    }

    /** Makes a service principal with a role on a scope; its token. */
    String principal(String name, String role, String scope) {
        JsonNode made = put("/providers/Tidewaiter.Security/servicePrincipals/" + name + OURS_VERSION, "{}", adminToken)
                .body()
                .get("properties");
        String assignment = scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        Reply assigned = put(
                assignment + ROLE_VERSION,
                """
                {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s"}}""".formatted(role, made.get("objectId").asString()),
                adminToken);
        if (assigned.status() != 201) {
            throw new IllegalStateException("no role: " + assigned.raw().body());
        }
        return token(made.get("appId").asString(), made.get("secret").asString());
    }

    /** Makes a registry in the first subscription; its id. */
    String registry(String name) {
        String id = "/subscriptions/" + admin.subscriptionId()
                + "/resourceGroups/RG-One/providers/Microsoft.ContainerRegistry/registries/" + name;
        Reply reply =
                put(id + REGISTRY_VERSION, "{\"properties\":{\"loginServer\":\"registry.example:5000\"}}", adminToken);
        if (reply.status() != 201) {
            throw new IllegalStateException("no registry: " + reply.raw().body());
        }
        return id;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.close();
        state.close();
        client.close();
    }
}
