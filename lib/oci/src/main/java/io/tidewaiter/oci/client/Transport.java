package io.tidewaiter.oci.client;

import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.Registry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * One request over HTTP/1.1, redirects followed by hand: {@code Authorization} stays behind when scheme, host or port
 * change, and every address is held against the egress policy after it was resolved. The JDK's resolver keeps an answer
 * for 30 seconds, so the connection that follows at once goes to what was checked.
 */
final class Transport implements AutoCloseable {
    private static final int REDIRECTS_MAX = 5;
    private static final Pattern UNESCAPED = Pattern.compile("[ \"<>\\\\^`{|}]");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final ClientSettings settings;
    private @Nullable HttpClient client;

    Transport(ClientSettings settings) {
        this.settings = settings;
    }

    ClientSettings settings() {
        return settings;
    }

    /** Made at the first request: who only reads layouts does not pay for it. */
    private synchronized HttpClient client() throws IOException {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout());
            if (settings.caFile() != null) {
                builder.sslContext(Authorities.with(settings.caFile()));
            }
            made = builder.build();
            client = made;
        }
        return made;
    }

    /** Sends; {@code authorization} is the header's value, or null for none. The caller closes the reply. */
    Reply send(Call call, @Nullable String authorization) throws IOException {
        URI uri = call.uri();
        String header = authorization;
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            check(uri, call.uri());
            HttpResponse<BodyStream> response = exchange(call, uri, header);
            Reply reply = new Reply(
                    response.statusCode(), response.headers(), response.body(), uri, !sameOrigin(uri, call.uri()));
            String location = reply.header("Location");
            if (!call.isReading() || !REDIRECTS.contains(reply.status()) || location.isEmpty()) {
                return reply;
            }
            reply.discard();
            URI next = resolve(uri, location);
            header = sameOrigin(uri, next) ? header : null;
            uri = next;
        }
        throw new RefusedException("the registry redirected more than " + REDIRECTS_MAX + " times");
    }

    /** Where a {@code Location} or {@code Link} points. */
    static URI resolve(URI base, String location) throws RefusedException {
        try {
            URI target = base.resolve(escaped(location));
            if (target.getHost() == null || target.getRawUserInfo() != null) {
                throw new RefusedException("the registry redirected to " + ForeignText.quoted(location));
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the registry redirected to " + ForeignText.quoted(location));
        }
    }

    /** What a URI may not hold and a {@code Location} often does is escaped, as browsers do. */
    private static String escaped(String location) {
        return UNESCAPED
                .matcher(location)
                .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    }

    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Whether a host may be asked over plain HTTP. */
    boolean plainAllowed(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        return isThisMachine(host)
                || settings.plainHttp().stream()
                        .anyMatch(r ->
                                r.apiHost().equals(authority) || r.apiHost().equals(host));
    }

    /** A name or an address that means this machine without a resolver. */
    static boolean isThisMachine(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.equals("localhost") || bare.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}") || bare.equals("::1");
    }

    private void check(URI uri, URI asked) throws IOException {
        boolean plain = "http".equalsIgnoreCase(uri.getScheme());
        if (!plain && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new RefusedException("the scheme of " + shown(uri) + " is not https");
        }
        if (plain && !plainAllowed(uri)) {
            throw new RefusedException("plain HTTP to " + shown(uri) + " is refused; allow it for that host");
        }
        for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
            Optional<String> refusal = settings.egress().refusal(address);
            if (refusal.isPresent()) {
                throw new RefusedException("connecting to " + shown(uri) + " is refused: " + refusal.get());
            }
            if (EgressPolicy.isLoopback(address) && !asked.getHost().equalsIgnoreCase(uri.getHost())) {
                refuseLoopback(uri, asked);
            }
        }
    }

    private static void refuseLoopback(URI uri, URI asked) throws IOException {
        for (InetAddress origin : InetAddress.getAllByName(asked.getHost())) {
            if (!EgressPolicy.isLoopback(origin)) {
                throw new RefusedException("a redirect to this machine is refused: " + shown(uri));
            }
        }
    }

    static String shown(URI uri) {
        return ForeignText.quoted(uri.getScheme() + "://" + uri.getRawAuthority());
    }

    private HttpResponse<BodyStream> exchange(Call call, URI uri, @Nullable String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(call.method(), call.body().get())
                .timeout(settings.answerTimeout())
                .setHeader("User-Agent", settings.userAgent());
        call.headers().forEach(request::setHeader);
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        try {
            return client().send(
                            request.build(),
                            head -> new BodyStream(settings.idleTimeout(), settings.transferTimeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** The scheme of a registry: as the settings say; on this machine HTTP, unless that port talks TLS. */
    String scheme(Registry registry) throws IOException {
        URI plain = uri("http", registry);
        if (!plainAllowed(plain)) {
            return "https";
        }
        if (settings.plainHttp().contains(registry)) {
            return "http";
        }
        try (Reply reply = send(Call.get(plain, Map.of()), null)) {
            boolean talksTls = reply.status() == 400
                    && reply.header("Docker-Distribution-Api-Version").isEmpty();
            reply.discard();
            return talksTls ? "https" : "http";
        } catch (ConnectException | RefusedException | HttpTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (talksTls(registry)) {
                return "https";
            }
            throw e; // it is starting, or ending: what it talks was not found out
        }
    }

    private boolean talksTls(Registry registry) throws IOException {
        try (Reply reply = send(Call.get(uri("https", registry), Map.of()), null)) {
            reply.discard();
            return true;
        } catch (SSLHandshakeException e) {
            return e.getCause() instanceof CertificateException || !(e.getCause() instanceof IOException);
        } catch (RefusedException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private static URI uri(String scheme, Registry registry) throws RefusedException {
        try {
            return URI.create(scheme + "://" + registry.apiHost() + "/v2/");
        } catch (IllegalArgumentException e) {
            throw new RefusedException("not a host: " + ForeignText.quoted(registry.host()));
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
