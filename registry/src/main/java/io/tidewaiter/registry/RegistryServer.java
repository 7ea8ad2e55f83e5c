package io.tidewaiter.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on a loopback port, plain HTTP, without authentication: nothing but this machine can reach it. */
public final class RegistryServer implements AutoCloseable {
    private static final long DRAINED_BYTES_MAX = 64L << 20;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RegistryServer(HttpServer http) {
        this.http = http;
    }

    /**
     * Starts to serve.
     *
     * @param folder where blobs and manifests lie; created where it is missing
     * @param port 0 takes a free one
     */
    public static RegistryServer start(Path folder, int port, RegistryListener listener) throws IOException {
        RegistryProtocol protocol =
                new RegistryProtocol(new BlobFolder(folder), new RepositoryFolder(folder), listener);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        RegistryServer server = new RegistryServer(http);
        http.createContext("/v2/", exchange -> answer(protocol, exchange));
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** {@code 127.0.0.1:port}, as image references write it. */
    public String host() {
        return "127.0.0.1:" + http.getAddress().getPort();
    }

    private static void answer(RegistryProtocol protocol, HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                protocol.handle(exchange);
            } catch (RegistryProblem problem) {
                drain(exchange.getRequestBody());
                byte[] body = ("{\"errors\":[{\"code\":\"" + problem.code() + "\",\"message\":\""
                                + problem.sentence().replaceAll("[^ !#-\\[\\]-~]", "?") + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(problem.status(), head ? -1 : body.length);
                if (!head) {
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    /** A client that still sends would not read the answer: what is left of a refused body is read, within bounds. */
    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = DRAINED_BYTES_MAX; left > 0; ) {
            int n = body.read(buffer);
            if (n < 0) {
                return;
            }
            left -= n;
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
