package io.tidewaiter.server.acr;

import io.tidewaiter.oci.client.EgressPolicy;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the events of webhooks, and remembers what came of the latest.
 *
 * <p>An address is asked only where the egress policy allows it; redirects are not followed; at most
 * {@value #AT_ONCE} are under way. What is remembered ({@value #EVENTS_MAX} of each of {@value #WEBHOOKS_MAX} webhooks)
 * is gone with the process.
 */
public final class Deliveries {
    private static final int AT_ONCE = 16;
    private static final int EVENTS_MAX = 100;
    private static final int WEBHOOKS_MAX = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "connection", "upgrade", "expect", "transfer-encoding");

    private final EgressPolicy egress;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, Deque<ObjectNode>> events = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<ObjectNode>> eldest) {
            return size() > WEBHOOKS_MAX;
        }
    };

    public Deliveries(EgressPolicy egress, Clock clock) {
        this.egress = egress;
        this.clock = clock;
    }

    /** Sends the event {@code ping} in the background; its id. */
    String ping(String webhookId, String serviceUri, Map<String, String> headers) {
        String id = UUID.randomUUID().toString();
        ObjectNode content = Json.object()
                .put("id", id)
                .put("timestamp", clock.instant().toString())
                .put("action", "ping");
        Thread.ofVirtual().name("webhook-ping").start(() -> deliver(webhookId, serviceUri, headers, content));
        return id;
    }

    /** The latest events of a webhook, the newest first, as {@code listEvents} shows them. */
    List<ObjectNode> of(String webhookId) {
        synchronized (events) {
            return List.copyOf(events.getOrDefault(key(webhookId), new ArrayDeque<>()));
        }
    }

    private void deliver(String webhookId, String serviceUri, Map<String, String> headers, ObjectNode content) {
        ObjectNode event = Json.object().put("id", Json.text(content, "id"));
        ObjectNode asked =
                event.putObject("eventRequestMessage").put("method", "POST").put("version", "1.1");
        asked.set("content", content);
        asked.put("requestUri", URI.create(serviceUri).getScheme() + "://" + Quoted.of(host(serviceUri)));
        ObjectNode shown = asked.putObject("headers").put("Content-Type", "application/json; charset=utf-8");
        headers.keySet().forEach(name -> shown.put(name, "***"));
        ObjectNode answered = event.putObject("eventResponseMessage").put("version", "1.1");
        try {
            slots.acquire();
            try {
                send(serviceUri, headers, content, answered);
            } finally {
                slots.release();
            }
        } catch (IOException | IllegalArgumentException e) {
            answered.put("statusCode", "0").put("reasonPhrase", Quoted.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (events) {
            Deque<ObjectNode> all = events.computeIfAbsent(key(webhookId), k -> new ArrayDeque<>());
            all.addFirst(event);
            if (all.size() > EVENTS_MAX) {
                all.removeLast();
            }
        }
    }

    private void send(String serviceUri, Map<String, String> headers, ObjectNode content, ObjectNode answered)
            throws IOException, InterruptedException {
        Optional<String> refused = refusal(host(serviceUri));
        if (refused.isPresent()) {
            throw new IOException(refused.get());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(serviceUri))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Responses.JSON.writeValueAsBytes(content)));
        headers.forEach((name, value) -> {
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, value);
            }
        });
        // What is answered is not ours to keep: only how it went.
        HttpResponse<Void> response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        answered.put("statusCode", String.valueOf(response.statusCode()))
                .put("reasonPhrase", response.statusCode() / 100 == 2 ? "OK" : "refused");
    }

    private Optional<String> refusal(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Optional<String> refused = egress.refusal(address);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private static String host(String serviceUri) {
        return Optional.ofNullable(URI.create(serviceUri).getHost()).orElse("");
    }

    private static String key(String webhookId) {
        return webhookId.toLowerCase(Locale.ROOT);
    }
}
