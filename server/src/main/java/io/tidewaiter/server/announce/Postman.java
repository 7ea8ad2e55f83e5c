package io.tidewaiter.server.announce;

import io.tidewaiter.oci.client.Authorities;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.server.http.Quoted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends one POST. An address is asked only where the egress policy allows it, after it was resolved (the JDK keeps what
 * was resolved for 30 seconds, so the connection goes to what was checked); plain HTTP only to this machine and where it
 * is allowed; redirects are not followed; what is answered is not read.
 */
final class Postman implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "connection", "upgrade", "expect", "transfer-encoding");

    private final ClientSettings settings;
    private final HttpClient client;

    /** @throws IllegalArgumentException where the file of certificate authorities cannot be read */
    Postman(ClientSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5));
        if (settings.caFile() != null) {
            try {
                builder.sslContext(Authorities.with(settings.caFile()));
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        client = builder.build();
    }

    /**
     * What is sent where.
     *
     * @param headers beside the content type; those that belong to the connection are left out
     */
    record Letter(String address, String contentType, Map<String, String> headers, byte[] body) {}

    /** What came of it. */
    sealed interface Outcome {
        /**
         * There was an answer.
         *
         * @param retryAfter what the answer asks to wait; null where it does not
         */
        record Answered(int status, @Nullable Duration retryAfter) implements Outcome {}

        /** It may not be sent there. */
        record Refused(String why) implements Outcome {}

        /** It did not get there. */
        record Failed(String why) implements Outcome {}
    }

    /** Sends a letter. */
    Outcome send(Letter letter) throws InterruptedException {
        try {
            URI uri = URI.create(letter.address());
            Optional<String> refusal = refusal(uri);
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Content-Type", letter.contentType())
                    .header("User-Agent", settings.userAgent())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(letter.body()));
            letter.headers().forEach((name, value) -> {
                if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            HttpResponse<Void> response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return new Outcome.Answered(
                    response.statusCode(),
                    response.headers()
                            .firstValue("Retry-After")
                            .filter(text -> text.matches("\\d{1,6}"))
                            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                            .orElse(null));
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("the address or a header is none: " + Quoted.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Outcome.Failed(e.getClass().getSimpleName() + ": " + Quoted.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<String> refusal(URI uri) throws IOException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("the address is not https://host");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean onlyHere = true;
        for (InetAddress address : InetAddress.getAllByName(bare)) {
            Optional<String> refusal = settings.egress().refusal(address);
            if (refusal.isPresent()) {
                return refusal;
            }
            onlyHere &= address.isLoopbackAddress();
        }
        return scheme.equals("https") || onlyHere || isPlainAllowed(uri)
                ? Optional.empty()
                : Optional.of("plain HTTP is refused; allow it for that host with --plain-http");
    }

    private boolean isPlainAllowed(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        return settings.plainHttp().stream()
                .anyMatch(r -> r.apiHost().equals(authority) || r.apiHost().equals(host));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
