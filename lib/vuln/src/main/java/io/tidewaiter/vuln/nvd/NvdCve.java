package io.tidewaiter.vuln.nvd;

import java.util.List;

/**
 * What the NVD adds to a CVE.
 *
 * @param status {@code vulnStatus}: Analyzed, Modified, Rejected and others
 * @param vectors CVSS vectors, the NVD's own before those of others
 * @param weaknesses CWE ids, in the order of their numbers
 */
public record NvdCve(
        String id,
        String status,
        String published,
        String modified,
        List<String> vectors,
        List<String> references,
        List<String> weaknesses) {
    public NvdCve {
        weaknesses = List.copyOf(weaknesses);
        vectors = List.copyOf(vectors);
        references = List.copyOf(references);
    }
}
