package io.tidewaiter.model.match;

/** What the vendor says of a vulnerability in its package (coverage reference 6.3). */
public enum FixState {
    /** A fixed version exists. */
    FIXED("FixAvailable"),
    /** Affected, no fix yet. */
    AFFECTED("NoFixAvailable"),
    /** The vendor will fix it later. */
    FIX_DEFERRED("Scheduled"),
    /** The vendor will not fix it. */
    WILL_NOT_FIX("WontFix"),
    /** The release gets no more fixes. */
    END_OF_LIFE("WontFix"),
    /** The vendor has not decided. */
    UNDER_INVESTIGATION("Unknown");

    private final String azure;

    FixState(String azure) {
        this.azure = azure;
    }

    /** The word of {@code softwareDetails.fixStatus} (Azure wire reference 2.1.2). */
    public String azure() {
        return azure;
    }
}
