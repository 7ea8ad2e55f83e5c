package io.tidewaiter.flow.discover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A registry that lists, in pages of two, and can be told to misbehave. Manifests are answered for, not served. */
final class FakeRegistry implements AutoCloseable {
    private static final int PAGE = 2;

    /** Repository to tag to digest. */
    final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    /** Digests that are held although no tag points to them. */
    final Set<String> untagged = ConcurrentHashMap.newKeySet();

    /** Paths that are answered with a status. */
    final Map<String, Integer> broken = new ConcurrentHashMap<>();

    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger busy = new AtomicInteger();
    final AtomicInteger busyMost = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void push(String repository, String tag, String digest) {
        tags.computeIfAbsent(repository, _ -> new ConcurrentHashMap<>()).put(tag, digest);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            busyMost.accumulateAndGet(busy.incrementAndGet(), Math::max);
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Integer status = broken.get(path);
            if (status != null) {
                exchange.sendResponseHeaders(status, -1);
            } else if (path.equals("/v2/")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (path.equals("/v2/_catalog")) {
                page(exchange, "repositories", new ArrayList<>(new TreeMap<>(tags).keySet()));
            } else if (path.endsWith("/tags/list")) {
                Map<String, String> known = tags.get(path.substring(4, path.length() - 10));
                if (known == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    page(exchange, "tags", new ArrayList<>(new TreeMap<>(known).keySet()));
                }
            } else if (path.contains("/manifests/")) {
                manifest(exchange, path);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } finally {
            busy.decrementAndGet();
        }
    }

    private void page(HttpExchange exchange, String key, List<String> names) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String last = query.contains("last=") ? query.replaceAll(".*last=([^&]*).*", "$1") : "";
        List<String> rest =
                names.stream().filter(name -> name.compareTo(last) > 0).toList();
        List<String> shown = rest.stream().limit(PAGE).toList();
        if (rest.size() > PAGE) {
            exchange.getResponseHeaders()
                    .add(
                            "Link",
                            "<" + exchange.getRequestURI().getPath() + "?n=2&last=" + shown.getLast()
                                    + ">; rel=\"next\"");
        }
        String list = shown.isEmpty()
                ? "null"
                : shown.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",", "[", "]"));
        byte[] body = ("{\"" + key + "\":" + list + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void manifest(HttpExchange exchange, String path) throws IOException {
        int at = path.indexOf("/manifests/");
        String reference = path.substring(at + 11);
        Map<String, String> known = tags.getOrDefault(path.substring(4, at), Map.of());
        Set<String> held = new HashSet<>(known.values());
        held.addAll(untagged);
        String digest = held.contains(reference) ? reference : known.get(reference);
        if (digest == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.oci.image.manifest.v1+json");
        exchange.getResponseHeaders().add("Content-Length", "2");
        exchange.sendResponseHeaders(200, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
