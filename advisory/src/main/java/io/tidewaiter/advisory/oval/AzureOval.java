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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code azurelinux-oval}: {@code azurelinux-3.0-oval.xml}, {@code cbl-mariner-2.0-oval.xml} of
 * {@code github.com/microsoft/AzureLinuxVulnerabilityData}.
 *
 * <p>{@code patchable} says whether the version of the test is the fixed one ({@code true}), the last one that was found
 * affected ({@code false}), or whether the entry is no longer or never was applicable ({@code Not Applicable}).
 */
final class AzureOval implements OvalVendor {
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
        Set<Statement> statements = new LinkedHashSet<>();
        for (OvalCheck check : definition.checks()) {
            OvalTest test = tests.get(check.test());
            if (test != null && !test.version().isEmpty()) {
                test.names().forEach(name -> statements.add(statement(release, name, test, isApplicable)));
            }
        }
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

    private static Statement statement(Ecosystem release, String name, OvalTest test, boolean isApplicable) {
        String version = OvalTexts.evr(test.version());
        return switch (test.operation()) {
            case "less than" -> Statement.fixed(release, name, version);
            case "less than or equal" ->
                isApplicable
                        ? Statement.of(
                                release,
                                name,
                                List.of(new RangeEvent.Introduced("0"), new RangeEvent.LastAffected(version)),
                                VendorWord.open(FixState.AFFECTED, ""))
                        : Statement.notAffected(release, name, "not applicable");
            default -> throw new DocumentFault("a version that must be \"" + test.operation() + "\"");
        };
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
