package io.tidewaiter.graph.form;

import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.vuln.CvssScore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/** What both forms say of a vulnerability in the same words. */
final class FindingWords {
    private FindingWords() {}

    /** Every CVE id among a vulnerability's names, the shown one first. */
    static List<String> cves(Vulnerability vulnerability) {
        return Stream.concat(Stream.of(vulnerability.id()), vulnerability.aliases().stream())
                .filter(n -> n.startsWith("CVE-"))
                .distinct()
                .toList();
    }

    /** The best score of each major version, under the keys of the surface: {@code 2.0}, {@code 3.0}, {@code 4.0}. */
    static Map<String, CvssScore> scores(Vulnerability vulnerability) {
        Map<String, CvssScore> scores = new LinkedHashMap<>();
        for (CvssScore score : vulnerability.cvss()) {
            scores.putIfAbsent(score.version().charAt(0) + ".0", score);
        }
        return scores;
    }

    /** When it was published, in the form that clients can read; empty where nobody says so readably. */
    static Optional<String> published(Vulnerability vulnerability) {
        if (vulnerability.published().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SubAssessmentForm.time(Instant.parse(vulnerability.published())));
        } catch (DateTimeException e) {
            return Optional.empty(); // absent is allowed, unreadable breaks clients
        }
    }

    /** Web addresses as title and link. */
    static void references(ArrayNode at, Vulnerability vulnerability) {
        vulnerability.references().stream()
                .filter(r -> r.startsWith("https://") || r.startsWith("http://"))
                .forEach(r ->
                        at.addObject().put("title", SubAssessmentForm.cut(r)).put("link", SubAssessmentForm.cut(r)));
    }
}
