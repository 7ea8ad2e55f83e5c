package io.tidewaiter.assess;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.assess.Verdict;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.vuln.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says what matches mean: findings, their order, and the verdict on the image. Pure: the result depends on nothing but
 * the arguments.
 */
public final class Assessor {
    /** The cause of every verdict on an image that has findings. */
    public static final String FINDINGS_PRESENT = "FindingsPresent";

    /** The cause of a verdict on an image that could not be scanned at all. */
    public static final String SCAN_FAILED = "ScanFailed";

    /** The cause of the verdict on an image that its registry does not give us. */
    public static final String REGISTRY_DENIED = "RegistryDenied";

    /** Causes that say nothing of an image itself, only that it could not be had or its reading did not end. */
    public static final Set<String> NOT_READ = Set.of(SCAN_FAILED, REGISTRY_DENIED);

    private Assessor() {}

    /**
     * The assessment of an inventory.
     *
     * @param more coverage facts that neither the reading nor the matching knew, for example of the pull
     */
    public static ImageAssessment assess(Inventory inventory, MatchResult matches, List<CoverageFact> more) {
        Coverage coverage = inventory.coverage().and(matches.facts()).and(more);
        List<Finding> findings = findings(matches.matches());
        return new ImageAssessment(verdict(findings, coverage), findings, coverage, matches.snapshot());
    }

    /** The assessment of something that cannot be judged by its nature, for example a chart or another platform. */
    public static ImageAssessment notApplicable(String cause, String description) {
        return withoutReading(Health.NOT_APPLICABLE, cause, description);
    }

    /** The assessment of an image whose scan did not come to an end. */
    public static ImageAssessment failed(String description) {
        return withoutReading(Health.UNVERIFIED, SCAN_FAILED, description);
    }

    private static ImageAssessment withoutReading(Health health, String cause, String description) {
        Coverage nothing = new Coverage(CoverageCounts.NONE, List.of());
        return new ImageAssessment(
                new Verdict(health, cause, ForeignText.shown(description)), List.of(), nothing, AdvisorySnapshot.NONE);
    }

    /** One finding for each match, with all the packages that it speaks for, in the order of {@link FindingOrder}. */
    static List<Finding> findings(List<MatchResult.PackageMatch> matches) {
        Map<Match, List<InstalledPackage>> grouped = new LinkedHashMap<>();
        for (MatchResult.PackageMatch pair : matches) {
            grouped.computeIfAbsent(pair.match(), _ -> new ArrayList<>()).add(pair.installed());
        }
        List<Finding> findings = new ArrayList<>(grouped.size());
        grouped.forEach((match, packages) -> findings.add(finding(match, packages)));
        findings.sort(FindingOrder.MOST_URGENT_FIRST);
        return findings;
    }

    /** What does not hold by somebody's word that counts more: one for each match and word, most urgent first. */
    public static List<SuppressedFinding> overruled(List<MatchResult.OverruledMatch> overruled) {
        Map<String, List<MatchResult.PackageMatch>> byRule = new TreeMap<>();
        overruled.forEach(one ->
                byRule.computeIfAbsent(one.rule(), _ -> new ArrayList<>()).add(one.pair()));
        List<SuppressedFinding> suppressed = new ArrayList<>();
        byRule.forEach((rule, pairs) ->
                findings(pairs).forEach(finding -> suppressed.add(new SuppressedFinding(finding, rule))));
        suppressed.sort(Comparator.comparing(SuppressedFinding::finding, FindingOrder.MOST_URGENT_FIRST));
        return suppressed;
    }

    /** A match and its packages with the sentence that says what to do. */
    public static Finding finding(Match match, List<InstalledPackage> packages) {
        return new Finding(match, packages, Remediation.sentence(match, packages));
    }

    /** Findings always win; without them only a complete reading is Healthy. */
    public static Verdict verdict(List<Finding> findings, Coverage coverage) {
        return findings.isEmpty()
                ? verdictWithoutFindings(coverage)
                : new Verdict(Health.UNHEALTHY, FINDINGS_PRESENT, counted(findings));
    }

    /** The verdict on an image in which nothing was found: Healthy only where that is proven. */
    public static Verdict verdictWithoutFindings(Coverage coverage) {
        List<CoverageFact> breaking = coverage.facts().stream()
                .filter(fact -> fact.kind().breaksProof())
                .toList();
        if (breaking.isEmpty()) {
            return new Verdict(Health.HEALTHY, "", "No finding, and everything in the image was read");
        }
        // The kinds are declared most important first.
        CoverageFact worst = breaking.getFirst();
        for (CoverageFact fact : breaking) {
            if (fact.kind().compareTo(worst.kind()) < 0) {
                worst = fact;
            }
        }
        return new Verdict(Health.UNVERIFIED, cause(worst.kind()), unproven(worst, breaking.size() - 1));
    }

    /** The cause that a coverage fact becomes: {@code LAYER_UNREADABLE} is {@code LayerUnreadable}. */
    public static String cause(CoverageFact.Kind kind) {
        StringBuilder out = new StringBuilder();
        for (String word : kind.name().split("_")) {
            out.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return out.toString();
    }

    private static String unproven(CoverageFact fact, int others) {
        StringBuilder out = new StringBuilder("No finding, but that proves nothing: ");
        if (fact.layer() >= 0) {
            out.append("layer ").append(fact.layer()).append(", ");
        }
        if (!fact.path().isEmpty()) {
            out.append(ForeignText.quoted(fact.path())).append(", ");
        }
        out.append(ForeignText.shown(fact.detail()));
        if (others > 0) {
            out.append("; and ").append(others).append(others == 1 ? " more gap" : " more gaps");
        }
        return out.toString();
    }

    private static String counted(List<Finding> findings) {
        StringBuilder out =
                new StringBuilder().append(findings.size()).append(findings.size() == 1 ? " finding: " : " findings: ");
        String separator = "";
        for (Severity severity : List.of(Severity.values()).reversed()) {
            long count = findings.stream()
                    .filter(f -> f.match().vulnerability().severity() == severity)
                    .count();
            if (count > 0) {
                out.append(separator)
                        .append(count)
                        .append(' ')
                        .append(severity.label().toLowerCase(Locale.ROOT));
                separator = ", ";
            }
        }
        return out.toString();
    }
}
