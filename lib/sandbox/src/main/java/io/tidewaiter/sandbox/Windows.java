package io.tidewaiter.sandbox;

/** How many bytes of a stream may be on their way, each way: the memory that a stream holds at most. */
final class Windows {
    /** To the child. */
    static final int INPUT_BYTES = 1 << 20;
    /** From the child; larger, so that a caller who reads the answer after the last write rarely stops the task. */
    static final int ANSWER_BYTES = 4 << 20;

    private Windows() {}
}
