package io.tidewaiter.archive.zip;

/** What is wrong with one entry of a zip; the rest of the archive is read all the same. */
public enum ZipProblem {
    /** General purpose bit 0, or method 99. */
    ENCRYPTED(true),
    /** Any method but stored and deflated. */
    UNSUPPORTED_METHOD(true),
    /** Its local header or content would lie outside the archive. */
    OUT_OF_BOUNDS(true),
    /** There is no local header where the central directory points. */
    LOCAL_HEADER_MISSING(true),
    /** Shares bytes with another entry, as only bombs do. */
    OVERLAPS(true),
    /** Local header and central directory tell different names, methods or sizes; the directory is believed. */
    LOCAL_HEADER_DIFFERS(false),
    /** Another entry has the same path; which one a program reads depends on the program. */
    DUPLICATE_PATH(false);

    private final boolean blocking;

    ZipProblem(boolean blocking) {
        this.blocking = blocking;
    }

    /** Whether the content is not read because of it. */
    public boolean blocking() {
        return blocking;
    }
}
