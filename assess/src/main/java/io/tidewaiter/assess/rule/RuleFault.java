package io.tidewaiter.assess.rule;

/** A rule that says nothing clear; the message tells its author what to write instead. */
public final class RuleFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RuleFault(String message) {
        super(message);
    }
}
