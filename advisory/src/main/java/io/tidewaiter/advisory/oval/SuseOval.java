package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.advisory.suse.SuseProducts;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code suse-oval}: {@code suse.linux.enterprise.server.15.xml}, {@code opensuse.leap.15.6.xml} and their neighbours of
 * {@code ftp.suse.com/pub/projects/security/oval/}, with definitions by CVE.
 *
 * <p>A test "less than" is a fixed build; a criterion that ends in "is affected" or "is not affected" has no build. The
 * release is one of the criteria that must hold beside it.
 */
final class SuseOval implements OvalVendor {
    private static final String INSTALLED = " is installed";

    @Override
    public String folder() {
        return "suse-oval";
    }

    @Override
    public void tell(String path, OvalDefinition definition, Map<String, OvalTest> tests, FeedSink sink) {
        List<String> cves = OvalTexts.cves(definition);
        if (!definition.kind().equals("vulnerability") || cves.isEmpty()) {
            return;
        }
        Set<Statement> statements = new LinkedHashSet<>();
        for (OvalCheck check : definition.checks()) {
            OvalTest test = OvalTexts.test(check, tests);
            if (test != null) {
                releases(check).forEach(release -> tell(release, check, test, statements));
            }
        }
        if (!statements.isEmpty()) {
            String cve = definition.title().startsWith("CVE-") ? definition.title() : cves.getFirst();
            Heads head = Heads.ofVulnerability("SUSE-" + cve, cve)
                    .title(definition.description())
                    .rated(definition.severity())
                    .reference("https://www.suse.com/security/cve/" + cve + "/");
            sink.advisory(new FeedAdvisory(head.build(), "SUSE", FeedAdvisory.Kind.PART, List.copyOf(statements)));
        }
    }

    private static void tell(Ecosystem release, OvalCheck check, OvalTest test, Set<Statement> statements) {
        for (String name : test.names()) {
            if (check.comment().endsWith(" is not affected")) {
                statements.add(Statement.notAffected(release, name, "not affected"));
            } else if (check.comment().endsWith(" is affected")) {
                statements.add(Statement.open(release, name, VendorWord.AFFECTED));
            } else if (test.operation().equals(OvalTexts.LESS_THAN) && !name.endsWith("-release")) {
                statements.add(Statement.fixed(release, name, OvalTexts.evr(test.version())));
            }
        }
    }

    private static List<Ecosystem> releases(OvalCheck check) {
        return Stream.concat(check.beside().stream(), check.alternatives().stream())
                .filter(comment -> comment.endsWith(INSTALLED))
                .map(comment -> comment.substring(0, comment.length() - INSTALLED.length()))
                .flatMap(name -> SuseProducts.release(name).stream())
                .distinct()
                .toList();
    }
}
