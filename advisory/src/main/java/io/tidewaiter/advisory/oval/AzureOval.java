package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code azurelinux-oval}: {@code azurelinux-3.0-oval.xml}, {@code cbl-mariner-2.0-oval.xml} of
 * {@code github.com/microsoft/AzureLinuxVulnerabilityData}.
 *
 * <p>{@code patchable} says whether the version of the test is the fixed one ({@code true}), the last one that was found
 * affected ({@code false}), or whether the entry is no longer or never was applicable ({@code Not Applicable}). A second
 * test "greater than" says where the affected versions begin.
 */
final class AzureOval implements OvalVendor {
    /** In rpm's order a caret is above what it follows and below everything that goes on otherwise. */
    private static final String JUST_ABOVE = "^";

    @Override
    public String folder() {
        return "azurelinux-oval";
    }

    @Override
    public void tell(String path, OvalDefinition definition, Map<String, OvalTest> tests, FeedSink sink) {
        List<String> cves = OvalTexts.cves(definition);
        if (!definition.kind().equals("vulnerability") || cves.isEmpty()) {
            return;
        }
        Ecosystem release = release(path);
        boolean isApplicable = !definition.facts().getOrDefault("patchable", "").equals("Not Applicable");
        Map<String, List<OvalTest>> bounds = new LinkedHashMap<>();
        for (OvalCheck check : definition.checks()) {
            OvalTest test = tests.get(check.test());
            if (test != null && !test.version().isEmpty()) {
                test.names()
                        .forEach(name -> bounds.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(test));
            }
        }
        List<Statement> statements = new ArrayList<>();
        bounds.forEach((name, all) -> statements.addAll(statements(release, name, all, isApplicable)));
        if (!statements.isEmpty()) {
            String date = OvalTexts.instant(definition.facts().getOrDefault("advisory_date", ""));
            String severity = definition.severity().isEmpty()
                    ? definition.facts().getOrDefault("severity", "")
                    : definition.severity();
            Heads head = Heads.ofVulnerability("AZURELINUX-" + cves.getFirst(), cves.getFirst())
                    .title(definition.description())
                    .dated(date, date)
                    .rated(severity);
            sink.advisory(
                    new FeedAdvisory(head.build(), "Azure Linux", FeedAdvisory.Kind.PART, List.copyOf(statements)));
        }
    }

    /**
     * One for each upper bound; all bounds of a package hold at once, so that a lower one is where each begins, and without
     * an upper one everything above it is affected.
     */
    private static Set<Statement> statements(
            Ecosystem release, String name, List<OvalTest> bounds, boolean isApplicable) {
        RangeEvent begin = new RangeEvent.Introduced(begin(name, bounds));
        Set<Statement> statements = new LinkedHashSet<>();
        for (OvalTest test : bounds) {
            String version = OvalTexts.evr(test.version());
            if (test.operation().equals("less than")) {
                statements.add(Statement.of(
                        release, name, List.of(begin, new RangeEvent.Fixed(version)), VendorWord.AFFECTED));
            } else if (test.operation().equals("less than or equal")) {
                statements.add(
                        isApplicable
                                ? Statement.of(
                                        release,
                                        name,
                                        List.of(begin, new RangeEvent.LastAffected(version)),
                                        VendorWord.open(FixState.AFFECTED, ""))
                                : Statement.notAffected(release, name, "not applicable"));
            }
        }
        if (statements.isEmpty()) {
            statements.add(
                    isApplicable
                            ? Statement.of(release, name, List.of(begin), VendorWord.open(FixState.AFFECTED, ""))
                            : Statement.notAffected(release, name, "not applicable"));
        }
        return statements;
    }

    private static String begin(String name, List<OvalTest> bounds) {
        List<String> begins = new ArrayList<>();
        for (OvalTest test : bounds) {
            switch (test.operation()) {
                case "greater than" -> begins.add(OvalTexts.evr(test.version()) + JUST_ABOVE);
                case "greater than or equal" -> begins.add(OvalTexts.evr(test.version()));
                case "less than", "less than or equal" -> {}
                default -> throw new DocumentFault("a version that must be \"" + test.operation() + "\"");
            }
        }
        if (begins.size() > 1) {
            throw new DocumentFault("two versions of " + name + " that affected ones must be above");
        }
        return begins.isEmpty() ? "0" : begins.getFirst();
    }

    /** The number in the document's name; only the major one is in the release key. */
    private static Ecosystem release(String path) {
        for (String word : path.substring(path.lastIndexOf('/') + 1).split("[-_]")) {
            int dot = word.indexOf('.');
            if (dot > 0 && Character.isDigit(word.charAt(0))) {
                return new Ecosystem("Azure Linux", word.substring(0, dot));
            }
        }
        throw new DocumentFault("the name of the document has no release, as in azurelinux-3.0-oval.xml");
    }
}
