package io.tidewaiter.assess.vex;

import java.time.Instant;
import java.util.List;

/**
 * What somebody says of vulnerabilities in products.
 *
 * @param ids every name of the vulnerability
 * @param status of the products
 * @param reason justification or the author's words; may be empty
 * @param products purls, digests or other names, as written
 * @param said when, as its author dates it; long ago where that is not told
 */
public record VexStatement(List<String> ids, Status status, String reason, List<Product> products, Instant said) {
    /** The four words of VEX, and the cause that each becomes. */
    public enum Status {
        NOT_AFFECTED("VexNotAffected", true),
        FIXED("VexFixed", true),
        AFFECTED("VexAffected", false),
        UNDER_INVESTIGATION("VexUnderInvestigation", false);

        private final String cause;
        private final boolean hides;

        Status(String cause, boolean hides) {
            this.cause = cause;
            this.hides = hides;
        }

        /** The word for programs. */
        public String cause() {
            return cause;
        }

        /** Whether a finding that it speaks of does not count. */
        public boolean hides() {
            return hides;
        }
    }

    /**
     * A product, or a part of one.
     *
     * @param part empty where the statement is about the whole product
     */
    public record Product(String name, String part) {}

    public VexStatement {
        ids = List.copyOf(ids);
        products = List.copyOf(products);
    }
}
