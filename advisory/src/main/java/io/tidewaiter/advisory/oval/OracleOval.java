package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.PackageFixes;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.OsvRecord;
import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.List;
import java.util.Map;

/**
 * {@code oracle-oval}: {@code com.oracle.elsa-all.xml} or {@code com.oracle.elsa-2024.xml} of
 * {@code linux.oracle.com/security/oval/}.
 *
 * <p>Builds for Ksplice and for FIPS carry the mark in their version, and only compare with builds of their kind.
 */
final class OracleOval implements OvalVendor {
    private static final String PLATFORM = "Oracle Linux ";

    @Override
    public String folder() {
        return "oracle-oval";
    }

    @Override
    public void tell(String path, OvalDefinition definition, Map<String, OvalTest> tests, FeedSink sink) {
        List<String> cves = OvalTexts.cves(definition);
        if (!definition.kind().equals("patch") || cves.isEmpty()) {
            return;
        }
        PackageFixes fixes = new PackageFixes();
        for (OvalCheck check : definition.checks()) {
            OvalTest test = OvalTexts.test(check, tests);
            String release = release(check, definition);
            if (test == null || !test.operation().equals(OvalTexts.LESS_THAN) || release.isEmpty()) {
                continue;
            }
            String version = OvalTexts.evr(test.version());
            Scope scope = Scope.ANY.inModule(OvalTexts.module(check)).inChannel(flavour(version));
            Ecosystem ecosystem = new Ecosystem("Oracle Linux", release);
            List<String> architectures = architectures(check);
            test.names().stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> architectures.forEach(
                            architecture -> fixes.add(ecosystem, name, version, architecture, scope)));
        }
        List<Statement> statements = fixes.statements();
        if (!statements.isEmpty()) {
            sink.advisory(new FeedAdvisory(head(definition, cves), "Oracle", FeedAdvisory.Kind.NOTICE, statements));
        }
    }

    private static OsvRecord head(OvalDefinition definition, List<String> cves) {
        String[] parts = definition.title().split(":", 2);
        String id = parts[0].strip();
        Heads head = Heads.ofNotice(id.startsWith("ELSA-") ? id : definition.id(), cves)
                .title(parts.length < 2 ? definition.title() : parts[1])
                .dated(OvalTexts.instant(definition.issued()), OvalTexts.instant(definition.issued()))
                .rated(definition.severity());
        definition.references().forEach(reference -> head.reference(reference.url()));
        return head.build();
    }

    /** The release that must be installed beside it, else the definition's only platform. */
    private static String release(OvalCheck check, OvalDefinition definition) {
        for (String comment : check.beside()) {
            String release = OvalTexts.between(comment, PLATFORM, " is installed");
            if (!release.isEmpty()) {
                return release;
            }
        }
        String platform =
                definition.platforms().size() == 1 ? definition.platforms().getFirst() : "";
        return platform.startsWith(PLATFORM)
                ? platform.substring(PLATFORM.length()).strip()
                : "";
    }

    /** What the machine that is named installs: beside its own packages those of 32 bits, which rpm calls i686. */
    private static List<String> architectures(OvalCheck check) {
        for (String comment : check.beside()) {
            if (comment.startsWith(PLATFORM + "arch is ")) {
                String machine =
                        comment.substring((PLATFORM + "arch is ").length()).strip();
                return machine.equals("x86_64") || machine.equals("i386") ? List.of(machine, "i686") : List.of(machine);
            }
        }
        return List.of("");
    }

    private static String flavour(String version) {
        if (version.contains(".ksplice")) {
            return "flavour:ksplice";
        }
        return version.contains("_fips") ? "flavour:fips" : "";
    }
}
