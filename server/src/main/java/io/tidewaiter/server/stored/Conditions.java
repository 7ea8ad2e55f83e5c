package io.tidewaiter.server.stored;

import io.tidewaiter.server.http.Answer;

/** What is said where a precondition does not hold. */
public final class Conditions {
    private Conditions() {}

    /** 412. */
    public static Answer failed() {
        return Answer.error(
                412,
                "PreconditionFailed",
                "The resource is not in the state that If-Match or If-None-Match asks for: read it again.");
    }
}
