package io.tidewaiter.vuln.csaf;

import java.util.List;
import java.util.Map;

/**
 * A CSAF 2.0 document, cut down to what matching and reports read.
 *
 * @param id {@code document.tracking.id}
 * @param category for example {@code csaf_vex}
 * @param publisher name of the publisher
 * @param state {@code document.tracking.status}: draft, interim or final
 * @param published {@code initial_release_date} as written
 * @param modified {@code current_release_date} as written
 * @param severity {@code aggregate_severity.text}; may be empty
 * @param self the document's canonical web address; may be empty
 * @param products every product of the tree by id, without relationships
 * @param components every relationship by the id of the two together
 */
public record CsafDocument(
        String id,
        String category,
        String title,
        String publisher,
        String state,
        String published,
        String modified,
        String severity,
        String self,
        Map<String, CsafProduct> products,
        Map<String, CsafComponent> components,
        List<CsafVulnerability> vulnerabilities) {
    public CsafDocument {
        products = Map.copyOf(products);
        components = Map.copyOf(components);
        vulnerabilities = List.copyOf(vulnerabilities);
    }
}
