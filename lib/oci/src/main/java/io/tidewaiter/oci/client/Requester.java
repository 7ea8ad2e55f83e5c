package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.credential.CredentialSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends a call to a registry: says who we are when asked, and repeats what may pass when tried again. */
final class Requester {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration WAITS_TOTAL_MAX = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofSeconds(1_000_000_000);
    /** One for who we are, and one for a scope that only a known caller is told. */
    private static final int CHALLENGES_MAX = 2;

    private final Transport transport;
    private final Authorizer authorizer;
    private final Map<Registry, String> schemes = new ConcurrentHashMap<>();

    Requester(Transport transport, CredentialSource credentials) {
        this.transport = transport;
        this.authorizer = new Authorizer(transport, credentials);
    }

    RetryPolicy retry() {
        return transport.settings().retry();
    }

    /** The base of a registry's API, {@code …/v2/}. */
    URI base(Registry registry) throws IOException {
        String scheme = schemes.get(registry);
        if (scheme == null) {
            scheme = repeated(() -> transport.scheme(registry));
            schemes.put(registry, scheme);
        }
        return URI.create(scheme + "://" + registry.apiHost() + "/v2/");
    }

    /**
     * The reply to a call, whatever its status.
     *
     * @param scope of a token, for example {@code repository:team/demo:pull}
     * @throws RefusedException where the call must not be sent, or the token service refused us
     */
    Reply send(Registry registry, String scope, Call call) throws IOException {
        return repeated(() -> authorized(registry, scope, call));
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private <T> T repeated(Attempt<T> attempt) throws IOException {
        Duration waited = Duration.ZERO;
        for (int count = 1; ; count++) {
            Duration wait = retry().waitAfter(count);
            boolean last = count >= retry().attemptsMax() || waited.plus(wait).compareTo(WAITS_TOTAL_MAX) > 0;
            try {
                T result = attempt.run();
                if (last || !(result instanceof Reply reply) || !PASSING.contains(reply.status())) {
                    return result;
                }
                Duration asked = retryAfter(reply.header("Retry-After"));
                if (asked.compareTo(retry().retryAfterMax()) > 0) {
                    return result;
                }
                wait = asked.compareTo(wait) > 0 ? asked : wait;
                if (waited.plus(wait).compareTo(WAITS_TOTAL_MAX) > 0) {
                    return result;
                }
                reply.discard();
            } catch (RefusedException | InterruptedIOException | SSLException e) {
                throw e;
            } catch (IOException e) {
                if (last) {
                    throw e;
                }
            }
            pause(wait);
            waited = waited.plus(wait);
        }
    }

    private static void pause(Duration wait) throws InterruptedIOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** Seconds or a date (RFC 9110, 10.2.3); zero where it cannot be read. */
    private static Duration retryAfter(String header) {
        if (header.matches("\\d+")) {
            return header.length() > 9 ? FOR_EVER : Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private Reply authorized(Registry registry, String scope, Call call) throws IOException {
        @Nullable String shown = authorizer.known(registry, scope);
        @Nullable String asked = null;
        Reply reply = transport.send(call, shown);
        for (int count = 0; count < CHALLENGES_MAX && reply.status() == 401 && !reply.elsewhere(); count++) {
            String wanted = Authorizer.scope(reply);
            if (asked != null && (wanted.isEmpty() || wanted.equals(asked))) {
                return reply; // it knows who asks, and refuses
            }
            Optional<String> fresh = authorizer.answer(registry, scope, reply);
            if (fresh.isEmpty() || fresh.get().equals(shown)) {
                return reply;
            }
            reply.discard();
            asked = wanted;
            shown = fresh.get();
            reply = transport.send(call, shown);
        }
        return reply;
    }
}
