package io.tidewaiter.advisory.csaf;

import java.util.ArrayList;
import java.util.List;

/** Builds CSAF 2.0 documents in the shape in which vendors publish them. */
final class CsafDocuments {
    private final String category;
    private final String id;
    private final List<String> branches = new ArrayList<>();
    private final List<String> relationships = new ArrayList<>();
    private final List<String> vulnerabilities = new ArrayList<>();

    CsafDocuments(String category, String id) {
        this.category = category;
        this.id = id;
    }

    CsafDocuments platform(String productId, String name, String cpe) {
        return product("product_name", productId, name, cpe.isEmpty() ? "" : "\"cpe\": \"" + cpe + "\"");
    }

    CsafDocuments part(String productId, String purl) {
        return product("product_version", productId, productId, purl.isEmpty() ? "" : "\"purl\": \"" + purl + "\"");
    }

    private CsafDocuments product(String kind, String productId, String name, String helper) {
        String identification = helper.isEmpty() ? "" : ", \"product_identification_helper\": {" + helper + "}";
        branches.add("""
                {"category": "%s", "name": "%s", "product": {"name": "%s", "product_id": "%s"%s}}
                """.formatted(kind, name, name, productId, identification));
        return this;
    }

    /** The id of the two is {@code platform:component}, as Red Hat and SUSE write it. */
    CsafDocuments on(String platform, String... components) {
        for (String component : components) {
            relationships.add("""
                    {"category": "default_component_of", "product_reference": "%s", "relates_to_product_reference": "%s",
                     "full_product_name": {"name": "%s as a component of %s", "product_id": "%s:%s"}}
                    """.formatted(component, platform, component, platform, platform, component));
        }
        return this;
    }

    CsafDocuments vulnerability(String cve, String members) {
        vulnerabilities.add("{\"cve\": \"%s\", %s}".formatted(cve, members));
        return this;
    }

    /** {@code "name": ["a", "b"]}. */
    static String list(String name, String... ids) {
        return "\"" + name + "\": [\"" + String.join("\", \"", ids) + "\"]";
    }

    static String group(String category, String details, String url, String... ids) {
        return "{\"category\": \"%s\", \"details\": \"%s\", \"url\": \"%s\", %s}"
                .formatted(category, details, url, list("product_ids", ids));
    }

    String json() {
        return """
                {"document": {"aggregate_severity": {"text": "Moderate"}, "category": "%s", "csaf_version": "2.0",
                  "publisher": {"category": "vendor", "name": "The vendor", "namespace": "https://example.org"},
                  "references": [{"category": "self", "summary": "Canonical URL", "url": "https://example.org/%s"}],
                  "title": "a flaw", "tracking": {"current_release_date": "2025-02-03T00:00:00+00:00", "id": "%s",
                  "initial_release_date": "2025-01-02T00:00:00+00:00", "revision_history": [], "status": "final",
                  "version": "1"}},
                 "product_tree": {"branches": [{"category": "vendor", "name": "The vendor", "branches": [%s]}],
                  "relationships": [%s]},
                 "vulnerabilities": [%s]}
                """.formatted(
                        category,
                        id,
                        id,
                        String.join(", ", branches),
                        String.join(", ", relationships),
                        String.join(", ", vulnerabilities));
    }
}
