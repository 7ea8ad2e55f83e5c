package io.tidewaiter.vuln.openvex;

import io.tidewaiter.vuln.Times;
import java.time.Instant;
import java.util.Comparator;
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
     * @param parts of products that it narrows down to
     */
    public record Statement(
            String vulnerability,
            List<String> aliases,
            List<String> products,
            String status,
            String reason,
            String timestamp,
            List<Part> parts) {
        public Statement {
            aliases = List.copyOf(aliases);
            products = List.copyOf(products);
            parts = List.copyOf(parts);
        }
    }

    /**
     * A subcomponent of a product.
     *
     * @param product as {@link Statement#products} has it
     * @param part {@code @id} or purl of the subcomponent
     */
    public record Part(String product, String part) {}

    public OpenVexDocument {
        statements = List.copyOf(statements);
    }

    /**
     * The statements by when they were said, those of one time as they stand: the last word on a product is last. Times are
     * compared as times, since authors write them with the offset of where they are; one without a time is as old as the
     * document.
     */
    public List<Statement> inOrderOfTime() {
        return statements.stream().sorted(Comparator.comparing(this::said)).toList();
    }

    /** When one of its statements was said; the beginning of 1970 where nothing tells. */
    public Instant said(Statement statement) {
        return Times.instant(statement.timestamp(), Times.instant(timestamp, Instant.EPOCH));
    }
}
