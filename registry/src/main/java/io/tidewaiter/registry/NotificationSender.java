package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells an end point of every push and delete, in order, until it answers 2xx (CNCF distribution, "Notifications").
 *
 * <p>Events wait in memory: who needs them to outlive this process reconciles with the registry's listing.
 */
public final class NotificationSender implements RegistryListener, AutoCloseable {
    private static final int WAITING_MAX = 100_000;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final URI endpoint;
    private final String authorization;
    private final String host;
    private final Clock clock;
    private final HttpClient client;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final Thread sender;

    /**
     * Starts to deliver.
     *
     * @param endpoint where events are posted
     * @param authorization value of the Authorization header; empty for none
     * @param host of the registry, as events name it
     */
    public NotificationSender(URI endpoint, String authorization, String host, Clock clock) {
        this(endpoint, authorization, host, clock, HttpClient.newBuilder());
    }

    /**
     * Starts to deliver through a client that the caller set up, say to trust another certificate.
     *
     * @param connections what the client is built from; a time to connect is set
     */
    public NotificationSender(
            URI endpoint, String authorization, String host, Clock clock, HttpClient.Builder connections) {
        this.client = connections
                .version(HttpClient.Version.HTTP_1_1) // no end point is offered an upgrade with the first event
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.endpoint = endpoint;
        this.authorization = authorization;
        this.host = host;
        this.clock = clock;
        this.sender = Thread.ofVirtual().name("registry-notifications").start(this::deliver);
    }

    @Override
    public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {
        ObjectNode target = ManifestCheck.JSON.createObjectNode();
        target.put("mediaType", mediaType);
        target.put("size", sizeBytes);
        target.put("length", sizeBytes);
        target.put("digest", digest.toString());
        target.put("url", "http://" + host + "/v2/" + repository + "/manifests/" + digest);
        event("push", repository, tag, target);
    }

    @Override
    public void deleted(String repository, String tag, String digest) {
        ObjectNode target = ManifestCheck.JSON.createObjectNode();
        if (!digest.isEmpty()) {
            target.put("digest", digest);
        }
        event("delete", repository, tag, target);
    }

    private void event(String action, String repository, String tag, ObjectNode target) {
        target.put("repository", repository);
        if (!tag.isEmpty()) {
            target.put("tag", tag);
        }
        ObjectNode event = ManifestCheck.JSON.createObjectNode();
        event.put("id", UUID.randomUUID().toString());
        event.put("timestamp", clock.instant().toString());
        event.put("action", action);
        event.set("target", target);
        event.putObject("request").put("host", host);
        ObjectNode envelope = ManifestCheck.JSON.createObjectNode();
        envelope.putArray("events").add(event);
        if (!waiting.offer(ManifestCheck.JSON.writeValueAsString(envelope))) {
            throw new RegistryProblem(503, "TOOMANYREQUESTS", "the notification end point is down and the queue full");
        }
    }

    private void deliver() {
        try {
            while (true) {
                String body = waiting.take();
                while (!post(body)) {
                    Thread.sleep(RETRY_AFTER);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean post(String body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/vnd.docker.distribution.events.v2+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            / 100
                    == 2;
        } catch (IOException e) {
            return false; // delivered again until the end point answers
        }
    }

    @Override
    public void close() {
        sender.interrupt();
        client.shutdownNow();
    }
}
