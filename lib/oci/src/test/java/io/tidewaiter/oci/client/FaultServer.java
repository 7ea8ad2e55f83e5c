package io.tidewaiter.oci.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** An HTTP server that answers each path with what a test put there, one answer after the other, the last for ever. */
final class FaultServer implements AutoCloseable {
    /** For who asks it again in milliseconds. */
    static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(2), Duration.ofMillis(4), Duration.ofSeconds(2), new Random(1));

    private static final Duration HEAD_START = Duration.ofMillis(50);

    /** Answers one request. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What was asked: method, path with query, and the two headers that matter. */
    record Asked(String method, String target, String authorization, String range, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Answering>> answers = new ConcurrentHashMap<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    FaultServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        on("/v2/", status(200));
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server under another name. */
    String otherHost() {
        return "localhost:" + server.getAddress().getPort();
    }

    FaultServer on(String path, Answering... sequence) {
        answers.put(path, new ConcurrentLinkedQueue<>(List.of(sequence)));
        return this;
    }

    /** What was asked of a path. */
    List<Asked> asked(String path) {
        return asked.stream()
                .filter(a -> a.target().split("\\?", 2)[0].equals(path))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Range")),
                    body));
            Queue<Answering> sequence = answers.get(exchange.getRequestURI().getPath());
            if (sequence == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Answering next = sequence.size() > 1 ? sequence.poll() : sequence.peek();
            if (next != null) {
                // No connection is used twice: the JDK's client silently repeats a request on one that went stale, and
                // would use up an answer that the test meant for its next request.
                exchange.getResponseHeaders().set("Connection", "close");
                next.answer(exchange);
            }
        }
    }

    static Answering status(int status, String... headers) {
        return body(status, new byte[0], headers);
    }

    static Answering body(int status, byte[] bytes, String... headers) {
        return exchange -> {
            header(exchange, headers);
            boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
            if (!empty) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** Promises all the bytes, sends some, and drops the connection. */
    static Answering cut(byte[] bytes, int sent) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, 0, sent);
            out.flush();
            // Where the end comes with the head, the JDK's client may tell of the end alone: a failed request, no
            // broken body.
            LockSupport.parkNanos(HEAD_START.toNanos());
        };
    }

    /** Sends for ever. */
    static Answering endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(piece);
            }
        };
    }

    static void header(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
