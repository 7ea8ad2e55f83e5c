package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.Registry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Words what a registry or the network did to us. */
final class Outcome {
    private static final Set<Integer> BUSY = Set.of(408, 409, 423, 425, 429);

    private Outcome() {}

    /** The outcome of a status that is not what was hoped for; reads and closes the reply. */
    static <T> Answer<T> refused(String what, Registry registry, Reply reply) {
        String said = what + ": registry said " + reply.said();
        String host = registry.host();
        return switch (reply.status()) {
            case 401 -> new Answer.Denied<>(said + "; add a credential for " + host + " or check its expiry");
            case 403 -> new Answer.Denied<>(said + "; the credential for " + host + " may not do this");
            case 404, 410 -> new Answer.NotFound<>(said + "; check the name, or whether it was deleted");
            case 405, 501 -> new Answer.Unsupported<>(said + "; this registry does not offer it");
            default ->
                isBusy(reply.status())
                        ? new Answer.Failed<>(said + retryAfter(reply) + "; try again later")
                        : other(said, reply.status());
        };
    }

    private static <T> Answer<T> other(String said, int status) {
        return status >= 400 && status < 500
                ? new Answer.Invalid<>(said + "; look at the registry's log for what it does not like")
                : new Answer.Failed<>(said + "; try again, or look at the registry's log");
    }

    /** Whether a status below 500 is one that waiting may mend. */
    static boolean isBusy(int status) {
        return BUSY.contains(status);
    }

    private static String retryAfter(Reply reply) {
        String header = reply.header("Retry-After");
        return header.matches("\\d{1,9}") ? " and asks to wait " + header + " s" : "";
    }

    /** The outcome of an exception on the way. */
    static <T> Answer<T> failed(String what, Registry registry, IOException e) {
        String host = registry.host();
        return switch (e) {
            case RefusedException refused -> new Answer.Denied<>(what + ": " + refused.getMessage());
            case Reply.TooLongException tooLong -> new Answer.Invalid<>(what + ": " + tooLong.getMessage());
            case UnknownHostException _ ->
                new Answer.Failed<>(what + ": the name of the host is not known; check it, and the resolver");
            case ConnectException _ ->
                new Answer.Failed<>(what + ": cannot connect to " + host + "; check that it runs and is reachable");
            case SSLException ssl ->
                new Answer.Failed<>(what + ": TLS with " + host + " failed ("
                        + ForeignText.quoted(String.valueOf(ssl.getMessage()))
                        + "); give its authority as a CA file, or allow plain HTTP for it");
            case HttpTimeoutException timeout ->
                new Answer.Failed<>(what + ": timed out (" + timeout.getMessage() + "); try again");
            default -> new Answer.Failed<>(what + ": " + (e.getMessage() == null ? "connection lost" : e.getMessage()));
        };
    }
}
