package io.tidewaiter.model.match;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.List;

/**
 * Why a vulnerability is, or is not, found in an image.
 *
 * @param asked the name that was asked for
 * @param packages how many packages of the image were compared
 * @param statements what every record says that knows the vulnerability and a package of the image
 * @param elsewhere where there is no statement, some records that know the vulnerability and what they speak of, {@code
 *     DSA-1 of Debian:11 curl}
 * @param found the packages that are affected, each with the match that says so
 */
public record Explanation(
        String asked,
        int packages,
        List<Statement> statements,
        List<String> elsewhere,
        List<MatchResult.PackageMatch> found) {
    public Explanation {
        statements = List.copyOf(statements);
        found = List.copyOf(found);
        elsewhere = List.copyOf(elsewhere);
    }

    /** What becomes of a statement. */
    public enum Outcome {
        /** It is a match. */
        MATCH,
        /** It does not speak for what is installed. */
        NO_MATCH,
        /** It would be a match, and somebody's word counts more. */
        OVERRULED,
        /** Nobody can tell. */
        CANNOT_TELL
    }

    /**
     * One record on one package of an image.
     *
     * @param packages the installed packages that are meant, at least one
     * @param subject the name that the record and the packages share
     * @param version the installed version that was compared
     * @param ecosystem whose advisories were asked
     * @param feed whose record it is; empty where no record was asked
     * @param record its id; empty where no record was asked
     * @param ranges what it calls affected, readable
     * @param rule what decided, one sentence
     * @param change what would change it, one sentence
     */
    public record Statement(
            Outcome outcome,
            List<InstalledPackage> packages,
            String subject,
            String version,
            String ecosystem,
            String feed,
            String record,
            String ranges,
            String rule,
            String change) {
        public Statement {
            packages = List.copyOf(packages);
        }
    }
}
