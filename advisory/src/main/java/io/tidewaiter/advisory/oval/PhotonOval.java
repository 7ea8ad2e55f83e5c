package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.PackageFixes;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.List;
import java.util.Map;

/**
 * {@code photon-oval}: {@code com.vmware.phsa-photon5.xml} of {@code packages.broadcom.com/photon/photon_oval_definitions/},
 * a definition for each update, with the binary packages that it brought. Titles count the updates of all releases anew,
 * so that only a definition's id names one.
 */
final class PhotonOval implements OvalVendor {
    private static final String PLATFORM = "Photon OS ";

    @Override
    public String folder() {
        return "photon-oval";
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
            String release = release(check);
            if (test == null || !test.operation().equals(OvalTexts.LESS_THAN) || release.isEmpty()) {
                continue;
            }
            Ecosystem ecosystem = new Ecosystem("Photon OS", release);
            String version = OvalTexts.evr(test.version());
            test.names().stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> fixes.add(ecosystem, name, version, "", Scope.ANY));
        }
        List<Statement> statements = fixes.statements();
        if (!statements.isEmpty()) {
            Heads head = Heads.ofNotice(definition.id(), cves)
                    .title(definition.title())
                    .dated(OvalTexts.instant(definition.issued()), OvalTexts.instant(definition.updated()))
                    .rated(definition.severity());
            definition.references().forEach(reference -> head.reference(reference.url()));
            sink.advisory(new FeedAdvisory(head.build(), "Photon OS", FeedAdvisory.Kind.NOTICE, statements));
        }
    }

    /** {@code 3.0} of the release that must be installed beside it: advisories of Photon OS write its number so. */
    private static String release(OvalCheck check) {
        for (String comment : check.beside()) {
            String release = OvalTexts.between(comment, PLATFORM, " is installed");
            if (!release.isEmpty()) {
                return release.indexOf('.') < 0 ? release + ".0" : release;
            }
        }
        return "";
    }
}
