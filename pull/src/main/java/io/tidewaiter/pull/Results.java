package io.tidewaiter.pull;

import io.tidewaiter.oci.Answer;

/** An answer that is no find, as the result of the pull. */
final class Results {
    private Results() {}

    static PullResult.NoImage of(Answer<?> answer) {
        return switch (answer) {
            case Answer.Found<?> found -> throw new IllegalStateException("found, and not used: " + found);
            case Answer.NotFound<?>(String message) -> new PullResult.Gone(message);
            case Answer.Denied<?>(String message) -> new PullResult.Denied(message);
            case Answer.Unsupported<?>(String message) -> new PullResult.Unsupported(message);
            case Answer.Invalid<?>(String message) -> new PullResult.Invalid(message);
            case Answer.Failed<?>(String message) -> new PullResult.Failed(message);
        };
    }
}
