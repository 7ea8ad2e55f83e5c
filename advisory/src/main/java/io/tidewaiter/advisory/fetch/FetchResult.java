package io.tidewaiter.advisory.fetch;

/** What became of one source. */
public sealed interface FetchResult {
    /** A new file is in its place. */
    record Updated(long bytes) implements FetchResult {}

    /** The server has nothing newer than what is there. */
    record Unchanged() implements FetchResult {}

    /** Something came that is not kept; what was there stays. */
    record Refused(String reason) implements FetchResult {}

    /** Nothing came; what was there stays. */
    record Failed(String reason) implements FetchResult {}
}
