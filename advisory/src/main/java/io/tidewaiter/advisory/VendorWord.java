package io.tidewaiter.advisory;

import io.tidewaiter.model.match.FixState;

/**
 * What the vendor says of a vulnerability in one of its packages, apart from versions (coverage reference 6.3).
 *
 * @param isNotAffected whether it says that the package is not affected; such an entry names no version and matches
 *     nothing, and is kept so that the answer can be explained
 * @param openState what holds of versions for which no fix is known
 * @param severity the vendor's severity word for this package; empty where the record's holds
 * @param note the reason in the vendor's words, one line; may be empty
 */
public record VendorWord(boolean isNotAffected, FixState openState, String severity, String note) {
    /** Affected, and nothing else is said. */
    public static final VendorWord AFFECTED = new VendorWord(false, FixState.AFFECTED, "", "");

    /** Not affected, for that reason. */
    public static VendorWord notAffected(String note) {
        return new VendorWord(true, FixState.AFFECTED, "", note);
    }

    /** Affected, with what is to be expected of a fix. */
    public static VendorWord open(FixState state, String note) {
        return new VendorWord(false, state, "", note);
    }

    /** The same with a severity word. */
    public VendorWord rated(String word) {
        return new VendorWord(isNotAffected, openState, word, note);
    }
}
