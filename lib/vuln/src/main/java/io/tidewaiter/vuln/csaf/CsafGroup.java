package io.tidewaiter.vuln.csaf;

import java.util.Set;

/**
 * What a vulnerability says of some products: a remediation, a threat, a flag or a score.
 *
 * @param category the remediation's or threat's category, the flag's label, {@code score}
 * @param text the details, or the vector of a score
 * @param url of a remediation; may be empty
 * @param products ids, those of named product groups among them; empty where it holds for all
 */
public record CsafGroup(String category, String text, String url, Set<String> products) {
    public CsafGroup {
        products = Set.copyOf(products);
    }

    /** Whether it speaks of that product. */
    public boolean holdsFor(String product) {
        return products.isEmpty() || products.contains(product);
    }
}
