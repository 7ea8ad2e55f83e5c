package io.tidewaiter.vuln;

/**
 * How much of an OSV document is read before it is refused or cut.
 *
 * @param documentBytesMax larger documents are refused
 * @param nestingMax deeper documents are refused
 * @param stringCharsMax documents with a longer string are refused
 * @param textCharsMax texts for people (summary, details) are cut here
 * @param listMax documents with a longer list of aliases, packages, ranges, events or versions are refused
 * @param referencesMax references beyond this many are left out
 */
public record OsvLimits(
        int documentBytesMax, int nestingMax, int stringCharsMax, int textCharsMax, int listMax, int referencesMax) {
    /** Four times what the largest public feeds need. */
    public static final OsvLimits DEFAULT = new OsvLimits(8 << 20, 64, 2 << 20, 400, 200_000, 8);
}
