package io.tidewaiter.vuln.cyclonedx;

import java.util.List;

/**
 * The vulnerabilities of a CycloneDX document (1.4 and later) with their analyses.
 *
 * @param serial {@code serialNumber}; may be empty
 * @param timestamp {@code metadata.timestamp} as written; may be empty
 */
public record CycloneDxVex(String serial, String timestamp, List<Analysis> analyses) {
    public CycloneDxVex {
        analyses = List.copyOf(analyses);
    }

    /**
     * One analysis.
     *
     * @param id of the vulnerability
     * @param aliases its ids in other sources
     * @param state as CycloneDX writes it, for example {@code not_affected}; empty where nobody analysed
     * @param reason justification, else detail, as written
     * @param products purls where the document resolves the reference, else the reference as written
     */
    public record Analysis(String id, List<String> aliases, String state, String reason, List<String> products) {
        public Analysis {
            aliases = List.copyOf(aliases);
            products = List.copyOf(products);
        }
    }
}
