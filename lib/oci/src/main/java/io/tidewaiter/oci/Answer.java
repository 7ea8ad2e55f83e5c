package io.tidewaiter.oci;

import java.util.function.Function;

/**
 * What came of asking a registry or a layout for something. Every outcome but {@link Found} carries a message that says
 * what was tried, on what, what was seen and what to do.
 */
public sealed interface Answer<T> {
    /** It is there. */
    record Found<T>(T value) implements Answer<T> {}

    /** It is not there; the holder said so. */
    record NotFound<T>(String message) implements Answer<T> {}

    /** We may not have it: credentials are missing or refused, or our own egress policy forbids to ask. */
    record Denied<T>(String message) implements Answer<T> {}

    /** It is there, or may be, and is of a kind that is not understood. */
    record Unsupported<T>(String message) implements Answer<T> {}

    /** It came and is not what it should be: of another digest, malformed, over a limit. Asking again gives the same. */
    record Invalid<T>(String message) implements Answer<T> {}

    /** Could not be found out this time: the network, a holder that is busy or broken. Asking again later may help. */
    record Failed<T>(String message) implements Answer<T> {}

    /** The same outcome, with the next step taken where it was found. */
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Found<T>(T value) -> next.apply(value);
            case NotFound<T>(String message) -> new NotFound<>(message);
            case Denied<T>(String message) -> new Denied<>(message);
            case Unsupported<T>(String message) -> new Unsupported<>(message);
            case Invalid<T>(String message) -> new Invalid<>(message);
            case Failed<T>(String message) -> new Failed<>(message);
        };
    }
}
