package io.tidewaiter.bench.accuracy;

/**
 * Something in which we and the labels differ.
 *
 * @param subject what it is about, spelled always the same
 * @param seen both sides, for a person
 */
record Difference(Kind kind, String subject, String seen) {
    /** In what they differ. */
    enum Kind {
        /** A package that is expected and that we do not list. */
        PACKAGE_MISSING,
        /** A package that we list and that is not expected. */
        PACKAGE_EXTRA,
        /** A finding that only the second implementation has. */
        FINDING_MISSING,
        /** A finding that only we have. */
        FINDING_EXTRA,
        /** A finding of both, with another fixed version. */
        FIX,
        /** Several of its findings are one of ours. */
        MERGED
    }
}
