package io.tidewaiter.assess.rule;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.scan.ScanResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A scan's result under rules: what they hide is suppressed, and the verdict is that of the rest. */
public final class RuledResult {
    private RuledResult() {}

    /** The same result, judged by what the rules leave. */
    public static ScanResult of(ScanResult result, RuleSet rules, Instant now) {
        if (rules.size() == 0) {
            return result;
        }
        RulePlace place = place(result);
        List<Finding> left = new ArrayList<>();
        List<SuppressedFinding> suppressed = new ArrayList<>(result.suppressed());
        for (Finding finding : result.assessment().findings()) {
            Optional<Suppression> found = suppression(finding, rules, place, now.toEpochMilli());
            if (found.isPresent()) {
                suppressed.add(new SuppressedFinding(
                        finding, found.get().cause() + " by " + found.get().sentence()));
            } else {
                left.add(finding);
            }
        }
        ImageAssessment all = result.assessment();
        if (left.size() == all.findings().size()) {
            return result;
        }
        return new ScanResult(
                result.image(),
                result.inventory(),
                new ImageAssessment(Assessor.verdict(left, all.coverage()), left, all.coverage(), all.advisories()),
                suppressed);
    }

    /** A finding is hidden where each of its packages is; the first tells by what. */
    private static Optional<Suppression> suppression(Finding finding, RuleSet rules, RulePlace place, long millis) {
        Optional<Suppression> first = Optional.empty();
        for (InstalledPackage installed : finding.packages()) {
            Optional<Suppression> found = rules.suppression(RuleSubject.of(finding.match(), installed), place, millis);
            if (found.isEmpty()) {
                return found;
            }
            first = first.isEmpty() ? found : first;
        }
        return first;
    }

    private static RulePlace place(ScanResult result) {
        OperatingSystem system = result.inventory().operatingSystem();
        String version = system.versionId().isEmpty() ? "" : "_" + system.versionId();
        return new RulePlace(
                List.of("/"),
                repository(result.image().reference()),
                String.valueOf(result.image().digest()),
                (system.id() + version).toLowerCase(Locale.ROOT));
    }

    /** {@code host/team/app:1@sha256:…} is the repository team/app; a layout or an archive is none. */
    private static String repository(String reference) {
        int slash = reference.indexOf('/');
        if (slash < 0 || reference.matches("(?:oci|oci-dir|oci-archive|docker-archive|dir|sbom):.*")) {
            return "";
        }
        String path = reference.substring(slash + 1);
        int digest = path.indexOf('@');
        path = digest < 0 ? path : path.substring(0, digest);
        int tag = path.lastIndexOf(':');
        return tag < 0 ? path : path.substring(0, tag);
    }
}
