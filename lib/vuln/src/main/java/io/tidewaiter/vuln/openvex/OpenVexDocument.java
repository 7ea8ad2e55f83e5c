package io.tidewaiter.vuln.openvex;

import java.util.List;

/**
 * An OpenVEX document (0.0.1 to 0.2.0), cut down to what matching and assessing read.
 *
 * @param id its {@code @id}
 * @param author as written
 * @param timestamp of its last change, as written
 */
public record OpenVexDocument(String id, String author, String timestamp, List<Statement> statements) {
    /**
     * One statement.
     *
     * @param vulnerability its name
     * @param aliases other names of it
     * @param products {@code @id} of each, or its purl
     * @param status not_affected, affected, fixed or under_investigation
     * @param reason justification, impact, action or note, the first that is there
     * @param timestamp as written; empty where the document's holds
     */
    public record Statement(
            String vulnerability,
            List<String> aliases,
            List<String> products,
            String status,
            String reason,
            String timestamp) {
        public Statement {
            aliases = List.copyOf(aliases);
            products = List.copyOf(products);
        }
    }

    public OpenVexDocument {
        statements = List.copyOf(statements);
    }
}
