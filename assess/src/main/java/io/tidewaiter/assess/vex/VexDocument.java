package io.tidewaiter.assess.vex;

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
}
