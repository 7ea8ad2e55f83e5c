package io.tidewaiter.assess.vex;

import io.tidewaiter.vuln.Times;
import java.time.Instant;
import java.util.List;

/**
 * A VEX document.
 *
 * @param format {@code OpenVEX}, {@code CSAF} or {@code CycloneDX}
 * @param id as its author names it; may be empty
 * @param author may be empty
 * @param timestamp as written; may be empty
 */
public record VexDocument(String format, String id, String author, String timestamp, List<VexStatement> statements) {
    public VexDocument {
        statements = List.copyOf(statements);
    }

    /**
     * What of it is said at that time. A statement of a day to come ({@link Times#isToCome}) hides nothing yet; that
     * something is affected need not wait.
     */
    public VexDocument at(Instant now) {
        List<VexStatement> past = statements.stream()
                .filter(one -> !one.status().hides() || !Times.isToCome(one.said(), now))
                .toList();
        return past.size() == statements.size() ? this : new VexDocument(format, id, author, timestamp, past);
    }
}
