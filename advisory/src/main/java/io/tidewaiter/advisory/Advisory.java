package io.tidewaiter.advisory;

import io.tidewaiter.vuln.CvssScore;
import java.util.List;

/**
 * What a record says apart from which versions are affected.
 *
 * @param id the record's own id, for example {@code DSA-4649-1}
 * @param feed whose word it is, for example {@code Debian}, {@code GHSA}
 * @param names the vulnerabilities that it speaks for; more than one where it is a notice about many CVEs
 * @param severityWord the feed's word ({@code medium}, {@code Important}); empty where it has none
 * @param scores computed from the record's vectors, best version first
 * @param title one line; may be empty
 * @param references web addresses, at most eight
 * @param published ISO-8601 instant; may be empty
 * @param modified ISO-8601 instant
 * @param weaknesses CWE ids, in the order of their numbers
 */
public record Advisory(
        String id,
        String feed,
        List<VulnerabilityNames> names,
        String severityWord,
        List<CvssScore> scores,
        String title,
        List<String> references,
        String published,
        String modified,
        List<String> weaknesses) {
    public Advisory {
        names = List.copyOf(names);
        scores = List.copyOf(scores);
        references = List.copyOf(references);
        weaknesses = List.copyOf(weaknesses);
    }

    /** Whether it is a notice about several vulnerabilities rather than the record of one. */
    public boolean isNotice() {
        return names.size() > 1;
    }
}
