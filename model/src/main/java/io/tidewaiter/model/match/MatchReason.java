package io.tidewaiter.model.match;

/**
 * Why a match is one.
 *
 * @param feed whose advisory, for example {@code Debian}
 * @param record the advisory's own id
 * @param range the range that the version lies in, readable: {@code introduced 0, fixed 2.6.2}
 * @param matchedName the name that the advisory and the package share
 * @param matchedVersion the version that was compared
 * @param rule which rule decided, for example {@code source package}, {@code listed version}
 */
public record MatchReason(
        String feed, String record, String range, String matchedName, String matchedVersion, String rule) {
    /** The same with something more to say of the rule. */
    public MatchReason noted(String note) {
        return new MatchReason(feed, record, range, matchedName, matchedVersion, rule + "; " + note);
    }
}
