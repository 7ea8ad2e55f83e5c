package io.tidewaiter.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Health and metrics, plain HTTP, on the loopback unless configured otherwise: nothing in them is a secret. */
final class ManagementPort implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private ManagementPort(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** @param ready whether requests can be answered; asked anew each time */
    static ManagementPort open(ServerConfig config, Supplier<Boolean> ready, Metrics metrics) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(config.managementAddress(), config.managementPort()), BACKLOG);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/health/live", exchange -> health(exchange, true));
            server.createContext("/health/ready", exchange -> health(exchange, ready.get()));
            server.createContext(
                    "/metrics", exchange -> send(exchange, 200, "text/plain; version=0.0.4", metrics.text()));
            server.createContext("/", exchange -> send(exchange, 404, "text/plain", "not found\n"));
            server.start();
            return new ManagementPort(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "listen on " + config.managementAddress() + ":" + config.managementPort()
                            + " for health and metrics: " + e.getMessage() + "; choose another port",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void health(HttpExchange exchange, boolean good) throws IOException {
        send(exchange, good ? 200 : 503, "application/json", good ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
