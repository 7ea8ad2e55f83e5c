package io.tidewaiter.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/** Somebody who is told: hears every POST on this machine and answers as it was asked to. */
final class Ear implements AutoCloseable {
    private final HttpServer server;
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    /** @param headers names in lower case */
    record Heard(String path, Map<String, String> headers, String text) {
        JsonNode json() {
            return RunningServer.JSON.readTree(text);
        }
    }

    private Ear(HttpServer server) {
        this.server = server;
        server.createContext("/", exchange -> {
            Map<String, String> headers = new java.util.TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            String text = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Integer answer = answers.poll();
            int status = answer == null ? 200 : answer;
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            heard.add(new Heard(exchange.getRequestURI().toString(), headers, text));
        });
        server.start();
    }

    static Ear open() throws IOException {
        return new Ear(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** With HTTPS; the certificate is in {@code ear.pem} of the folder. */
    static Ear openWithTls(Path folder) throws Exception {
        return new Ear(tls(folder));
    }

    /** A server for {@code localhost}; its certificate is in {@code ear.pem} of the folder. */
    static HttpsServer tls(Path folder) throws Exception {
        Path store = folder.resolve("ear.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "ear",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ear",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "ear",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                folder.resolve("ear.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** The next answers; after them 200. */
    void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What was said next. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was said");
        }
        return next;
    }

    /** Whether nothing is said for a while. */
    boolean isQuiet() throws InterruptedException {
        return heard.poll(1_500, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
