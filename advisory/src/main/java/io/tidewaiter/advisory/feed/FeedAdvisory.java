package io.tidewaiter.advisory.feed;

import io.tidewaiter.vuln.OsvRecord;
import java.util.List;

/**
 * One advisory as a feed's document gives it.
 *
 * @param head what it says apart from packages, in the form of an OSV record without {@code affected}: the
 *     vulnerabilities are its aliases where it is the record of one, else its {@code upstream}
 * @param feed whose word it is, for a person
 * @param kind what weight it has beside others about the same package
 * @param statements what it says of packages
 */
public record FeedAdvisory(OsvRecord head, String feed, Kind kind, List<Statement> statements) {
    /** What an advisory is to its feed, in falling order of weight about a package of the vendor's own. */
    public enum Kind {
        /** The word of whoever runs us, in a document of his own: it stands beside every other and outvotes none. */
        USER,
        /** The whole word of the vendor on a vulnerability, complete in one document; a later document replaces it. */
        STATE,
        /** A part of that word; the parts of all documents are put together. */
        PART,
        /** A notice that updates are out; it says nothing of what has no fix. */
        NOTICE,
        /** Somebody else's word, or the vendor's as somebody else passed it on. */
        RELAYED,
        /** No word on any package: what the vulnerability that its head names is worth, for whoever does speak of it. */
        ENRICHMENT;

        /** Whether it comes before a relayed word. */
        public boolean isOwnWord() {
            return this == STATE || this == PART;
        }
    }

    public FeedAdvisory {
        statements = List.copyOf(statements);
    }
}
