package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param plainHttp registries that are asked over HTTP; the machine itself always may be
 * @param caFile PEM certificates that are trusted beside the JDK's; null for none
 * @param connectTimeout until a connection stands
 * @param answerTimeout until the headers of an answer are there
 * @param idleTimeout between two pieces of a body
 * @param transferTimeout for one whole blob
 */
public record ClientSettings(
        Set<Registry> plainHttp,
        @Nullable Path caFile,
        EgressPolicy egress,
        RetryPolicy retry,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration idleTimeout,
        Duration transferTimeout,
        String userAgent) {
    public ClientSettings {
        plainHttp = Set.copyOf(plainHttp);
    }

    /** HTTPS, the JDK's authorities, private addresses allowed, patience for slow networks. */
    public static ClientSettings standard() {
        return new ClientSettings(
                Set.of(),
                null,
                EgressPolicy.PRIVATE_ALLOWED,
                RetryPolicy.standard(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                "tidewaiter");
    }

    /** The same with other registries asked over HTTP. */
    public ClientSettings withPlainHttp(Set<Registry> registries) {
        return new ClientSettings(
                registries,
                caFile,
                egress,
                retry,
                connectTimeout,
                answerTimeout,
                idleTimeout,
                transferTimeout,
                userAgent);
    }

    /** The same with another file of authorities. */
    public ClientSettings withCaFile(@Nullable Path file) {
        return new ClientSettings(
                plainHttp, file, egress, retry, connectTimeout, answerTimeout, idleTimeout, transferTimeout, userAgent);
    }

    /** The same with another egress policy. */
    public ClientSettings withEgress(EgressPolicy policy) {
        return new ClientSettings(
                plainHttp,
                caFile,
                policy,
                retry,
                connectTimeout,
                answerTimeout,
                idleTimeout,
                transferTimeout,
                userAgent);
    }

    /** The same with another patience. */
    public ClientSettings withRetry(RetryPolicy policy) {
        return new ClientSettings(
                plainHttp,
                caFile,
                egress,
                policy,
                connectTimeout,
                answerTimeout,
                idleTimeout,
                transferTimeout,
                userAgent);
    }

    /** The same with another limit between two pieces of a body, and for the headers. */
    public ClientSettings withAnswerWithin(Duration timeout) {
        return new ClientSettings(
                plainHttp, caFile, egress, retry, connectTimeout, timeout, timeout, transferTimeout, userAgent);
    }
}
