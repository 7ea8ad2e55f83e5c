package io.tidewaiter.advisory;

/** The parts of a database file, in their order. */
public enum DbSection {
    /** Feeds, counts and build inputs ({@link DbFacts}). */
    FACTS(true),
    /** The zstd dictionary of {@link #VALUES}. */
    VALUE_DICTIONARY(true),
    /** The zstd dictionary of {@link #ADVISORIES}. */
    ADVISORY_DICTIONARY(true),
    /** Where each key begins, one more at the end: four bytes each. */
    KEY_OFFSETS(true),
    /** Sorted: ecosystem, a zero byte, normalised package name. */
    KEYS(true),
    /** Where each key's frame begins in {@link #VALUES}, one more at the end. */
    VALUE_OFFSETS(true),
    /** Where each block begins in {@link #ADVISORIES}, one more at the end. */
    BLOCK_OFFSETS(true),
    /** Sorted CVE keys, eight bytes each. */
    CVE_KEYS(true),
    /** Where each CVE's record begins in {@link #CVE_RECORDS}, one more at the end. */
    CVE_OFFSETS(true),
    /** Records of {@link CveTable}. */
    CVE_RECORDS(true),
    /** Where each text of the pool begins, one more at the end. */
    POOL_OFFSETS(true),
    /** The texts that CVE records refer to. */
    POOL(true),
    /** Frames: every affected entry of one package. */
    VALUES(false),
    /** Frames: four advisories each. */
    ADVISORIES(false);

    private final boolean inHead;

    DbSection(boolean inHead) {
        this.inHead = inHead;
    }

    /** Whether opening reads it. */
    public boolean isInHead() {
        return inHead;
    }
}
