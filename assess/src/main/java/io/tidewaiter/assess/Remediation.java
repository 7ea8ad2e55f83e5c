package io.tidewaiter.assess;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import java.util.List;

/** What to do about a match, in one sentence: the update, or the vendor's word where there is none. */
final class Remediation {
    private static final int NAMES_MAX = 6;

    private Remediation() {}

    /** For example {@code Update openssl (libssl3, openssl) to 3.0.22-1~deb12u2}. */
    static String sentence(Match match, List<InstalledPackage> packages) {
        String subject = subject(match, packages);
        String vendor = ForeignText.shown(match.ecosystem().name());
        return switch (match.fixState()) {
            case FIXED ->
                match.fixedVersion().isEmpty()
                        ? "Update " + subject + " to a version that is fixed; the advisory does not name it"
                        : "Update " + subject + " to " + ForeignText.shown(match.fixedVersion());
            case AFFECTED ->
                isVendor(match)
                        ? vendor + " has no fix for " + subject + " yet"
                        : "No version of " + subject + " that has a fix is known";
            case FIX_DEFERRED -> vendor + " has put off the fix for " + subject;
            case WILL_NOT_FIX -> vendor + " will not fix " + subject;
            case END_OF_LIFE ->
                ForeignText.shown(match.ecosystem().toString()) + " gets no more fixes; move " + subject
                        + " to a supported release";
            case UNDER_INVESTIGATION -> vendor + " has not decided yet whether " + subject + " needs a fix";
        };
    }

    /** A distribution has releases and somebody who fixes them; a language's registry has neither. */
    private static boolean isVendor(Match match) {
        return !match.ecosystem().release().isEmpty();
    }

    private static String subject(Match match, List<InstalledPackage> packages) {
        String subject = ForeignText.shown(match.subjectName());
        List<String> names = packages.stream()
                .map(InstalledPackage::name)
                .distinct()
                .sorted()
                .toList();
        if (names.equals(List.of(match.subjectName()))) {
            return subject;
        }
        StringBuilder out = new StringBuilder(subject).append(" (");
        out.append(String.join(
                ", ", names.stream().limit(NAMES_MAX).map(ForeignText::shown).toList()));
        if (names.size() > NAMES_MAX) {
            out.append(" and ").append(names.size() - NAMES_MAX).append(" more");
        }
        return out.append(')').toString();
    }
}
