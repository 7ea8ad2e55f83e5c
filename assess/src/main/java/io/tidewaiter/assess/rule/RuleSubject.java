package io.tidewaiter.assess.rule;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rules look at: one vulnerability in one package, wherever that lies. A finding with several packages is hidden
 * only where every one of them is.
 *
 * @param ids the vulnerability's name and its aliases, as written
 * @param cvss the best known base score; -1 where nobody scored
 * @param ecosystem whose advisories decided
 * @param subjectName the advisory's package, for a distribution the source package
 * @param packageName the installed package
 * @param purl of the installed package
 */
public record RuleSubject(
        List<String> ids,
        Severity severity,
        double cvss,
        FixState fixState,
        Ecosystem ecosystem,
        String subjectName,
        String packageName,
        String version,
        String purl) {
    public RuleSubject {
        ids = List.copyOf(ids);
    }

    /** One package of a finding. */
    public static RuleSubject of(Match match, InstalledPackage installed) {
        Vulnerability vulnerability = match.vulnerability();
        return new RuleSubject(
                ids(vulnerability.id(), vulnerability.aliases()),
                vulnerability.severity(),
                score(vulnerability.cvss()),
                match.fixState(),
                match.ecosystem(),
                match.subjectName(),
                installed.name(),
                installed.version(),
                installed.purl().toString());
    }

    /** A name and its aliases as one list. */
    public static List<String> ids(String name, List<String> aliases) {
        return Stream.concat(Stream.of(name), aliases.stream()).distinct().toList();
    }

    /** The score that rules with a bound compare: the first of version 3, else the first; -1 for none. */
    public static double score(List<CvssScore> scores) {
        return scores.stream()
                .filter(s -> s.version().startsWith("3"))
                .findFirst()
                .or(() -> scores.stream().findFirst())
                .map(CvssScore::baseScore)
                .orElse(-1.0);
    }
}
