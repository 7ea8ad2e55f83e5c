package io.tidewaiter.vuln.nvd;

import java.util.List;

/**
 * What the NVD adds to a CVE.
 *
 * @param status {@code vulnStatus}: Analyzed, Modified, Rejected and others
 * @param vectors CVSS vectors, the NVD's own before those of others
 */
public record NvdCve(
        String id, String status, String published, String modified, List<String> vectors, List<String> references) {
    public NvdCve {
        vectors = List.copyOf(vectors);
        references = List.copyOf(references);
    }
}
