package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.oval.OvalCheck;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ubuntu-oval}: {@code com.ubuntu.jammy.cve.oval.xml} of {@code security-metadata.canonical.com/oval/}.
 *
 * <p>A criterion's comment names the source package and the state ("curl package in jammy was vulnerable but has been
 * fixed"); its test has the version. Documents of Pro releases have {@code esm} or {@code fips} in their name.
 */
final class UbuntuOval implements OvalVendor {
    private static final Pattern NUMBER = Pattern.compile("\\d\\d\\.\\d\\d");
    private static final Pattern FIPS = Pattern.compile("(?:fips|FIPS)(-updates|-preview|)");
    private static final String PACKAGE_IN = " package in ";

    @Override
    public String folder() {
        return "ubuntu-oval";
    }

    @Override
    public void tell(String path, OvalDefinition definition, Map<String, OvalTest> tests, FeedSink sink) {
        List<String> cves = OvalTexts.cves(definition);
        if (!definition.kind().equals("vulnerability") || cves.isEmpty()) {
            return;
        }
        Ecosystem release = release(path, definition);
        Set<Statement> statements = new LinkedHashSet<>();
        for (OvalCheck check : definition.checks()) {
            int end = check.comment().indexOf(PACKAGE_IN);
            if (end > 0 && check.comment().indexOf(' ') == end) {
                statements.add(statement(release, check.comment().substring(0, end), check, tests));
            }
        }
        if (!statements.isEmpty()) {
            Heads head = Heads.ofVulnerability("UBUNTU-" + cves.getFirst(), cves.getFirst())
                    .title(definition.description())
                    .rated(definition.severity().toLowerCase(Locale.ROOT))
                    .reference("https://ubuntu.com/security/" + cves.getFirst());
            definition.vectors().forEach(head::scored);
            sink.advisory(new FeedAdvisory(head.build(), "Ubuntu", FeedAdvisory.Kind.PART, List.copyOf(statements)));
        }
    }

    private static Statement statement(Ecosystem release, String source, OvalCheck check, Map<String, OvalTest> tests) {
        String said = check.comment().toLowerCase(Locale.ROOT);
        String note = OvalTexts.between(check.comment(), "(note: '", "')");
        if (check.isNegated() || said.contains("not affected") || said.contains("not vulnerable")) {
            return Statement.notAffected(release, source, note.isEmpty() ? "not affected" : note);
        }
        if (said.contains("has been fixed")) {
            OvalTest test = tests.get(check.test());
            String version = test == null || test.version().isEmpty() ? note : OvalTexts.evr(test.version());
            if (version.isEmpty()) {
                throw new DocumentFault("fixed, and no version: " + check.comment());
            }
            return Statement.fixed(release, source, version);
        }
        return Statement.open(release, source, VendorWord.open(state(said), note));
    }

    private static FixState state(String said) {
        if (said.contains("end of life") || said.contains("no longer supported") || said.contains("end-of-life")) {
            return FixState.END_OF_LIFE;
        }
        if (said.contains("defer")) {
            return FixState.FIX_DEFERRED;
        }
        if (said.contains("ignore") || said.contains("not be fixed") || said.contains("will not")) {
            return FixState.WILL_NOT_FIX;
        }
        return said.contains("may need") || said.contains("might") ? FixState.UNDER_INVESTIGATION : FixState.AFFECTED;
    }

    /**
     * {@code Ubuntu 22.04 LTS} or {@code Ubuntu Pro FIPS-updates 22.04 LTS} of the platform; the catalog writes
     * {@code 22.04:LTS}, and OSV puts Pro and the pocket before it.
     */
    private static Ecosystem release(String path, OvalDefinition definition) {
        String platform =
                definition.platforms().isEmpty() ? "" : definition.platforms().getFirst();
        String[] words = platform.split(" ");
        Matcher number = NUMBER.matcher(platform);
        if (words.length < 2 || !words[0].equals("Ubuntu") || !number.find()) {
            throw new DocumentFault("a platform that is no release of Ubuntu: " + platform);
        }
        boolean isLongTerm = platform.contains("LTS");
        boolean isPro = path.contains("esm") || path.contains("fips") || words[1].equals("Pro");
        Matcher fips = FIPS.matcher(words[1].equals("Pro") && words[2].startsWith("FIPS") ? words[2] : path);
        String release = number.group() + (isLongTerm ? ":LTS" : "");
        String pocket = fips.find() ? "FIPS" + fips.group(1) + ":" : "";
        return new Ecosystem("Ubuntu", isPro ? "Pro:" + pocket + release : release);
    }
}
