package io.tidewaiter.cli.scan;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Explanation;
import io.tidewaiter.model.match.Vulnerability;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code scan --explain} prints: a block for every record that knows the vulnerability and a package. */
final class ExplainedText {
    private static final int PACKAGES_MAX = 10;
    private static final int TEXT_CHARS_MAX = 400;

    private ExplainedText() {}

    /**
     * The text.
     *
     * @param releaseEnd what is to say of the end of the release's support; empty for nothing
     */
    static String of(String image, Explanation explanation, List<String> releaseEnd) {
        StringBuilder out = new StringBuilder();
        out.append(clean(explanation.asked()))
                .append(" in ")
                .append(clean(image))
                .append('\n');
        if (explanation.statements().isEmpty()) {
            out.append("  NO MATCH: no record of the advisory database knows it for any of ")
                    .append(explanation.packages())
                    .append(" packages\n");
            elsewhere(out, explanation.elsewhere());
        }
        explanation.statements().forEach(statement -> statement(out, statement));
        Map<Vulnerability, Set<InstalledPackage>> found = new LinkedHashMap<>();
        explanation
                .found()
                .forEach(pair -> found.computeIfAbsent(pair.match().vulnerability(), _ -> new LinkedHashSet<>())
                        .add(pair.installed()));
        found.forEach((vulnerability, packages) -> {
            out.append("  URGENCY of ").append(clean(vulnerability.id()));
            if (found.size() > 1) {
                out.append(" in ").append(clean(names(packages)));
            }
            out.append('\n');
            urgency(out, vulnerability);
            releaseEnd.stream()
                    .filter(text -> explanation.statements().stream().anyMatch(said -> isMatchOf(said, packages, text)))
                    .forEach(text -> line(out, "release", text));
        });
        return out.toString();
    }

    /** Whether one of these matches as a package of the release that the text begins with. */
    private static boolean isMatchOf(Explanation.Statement said, Set<InstalledPackage> packages, String text) {
        return said.outcome() == Explanation.Outcome.MATCH
                && text.startsWith(said.ecosystem() + " ")
                && said.packages().stream().anyMatch(packages::contains);
    }

    private static String names(Set<InstalledPackage> packages) {
        return packages.stream()
                .map(one -> one.name() + " " + one.version())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What the order of urgency goes by. */
    private static void urgency(StringBuilder out, Vulnerability found) {
        if (found.knownExploited()) {
            line(out, "exploited", "known to be, by CISA's catalogue (KEV)");
        }
        String source = found.severitySource().isEmpty() ? "" : ", by " + found.severitySource();
        line(out, "severity", found.severity().name().toLowerCase(Locale.ROOT) + source);
        found.cvss().stream()
                .findFirst()
                .ifPresent(score -> line(
                        out,
                        "CVSS",
                        score.baseScore() + " (" + score.version() + ", " + score.source() + "), " + score.vector()));
        if (found.epssProbability() >= 0) {
            line(
                    out,
                    "EPSS",
                    String.format(Locale.ROOT, "%.5f", found.epssProbability())
                            + ", the probability that it is exploited within 30 days");
        }
    }

    private static void elsewhere(StringBuilder out, List<String> records) {
        records.forEach(one -> line(out, "record", one));
        line(
                out,
                "because",
                records.isEmpty()
                        ? "no record of that name is there; withdrawn ones are left out when the database is built"
                        : "its records speak of other packages, releases or builds");
        line(
                out,
                "other with",
                records.isEmpty() ? "a newer database, or one with more feeds" : "a package that one of them names");
    }

    private static void statement(StringBuilder out, Explanation.Statement said) {
        out.append("  ").append(word(said.outcome())).append(": ");
        out.append(clean(said.subject() + " " + said.version())).append(" (").append(clean(said.ecosystem()));
        out.append(")\n");
        if (!said.record().isEmpty()) {
            line(out, "record", said.record() + " of " + said.feed());
            line(out, "affected", said.ranges().isEmpty() ? "no version" : said.ranges());
        }
        List<InstalledPackage> packages = said.packages();
        packages.stream().limit(PACKAGES_MAX).forEach(one -> line(out, "package", evidence(one)));
        if (packages.size() > PACKAGES_MAX) {
            line(out, "package", "and " + (packages.size() - PACKAGES_MAX) + " more");
        }
        line(out, "because", said.rule());
        line(out, "other with", said.change());
    }

    private static String word(Explanation.Outcome outcome) {
        return switch (outcome) {
            case MATCH -> "MATCH";
            case NO_MATCH -> "NO MATCH";
            case OVERRULED -> "NO MATCH, OVERRULED";
            case CANNOT_TELL -> "CANNOT TELL";
        };
    }

    private static String evidence(InstalledPackage one) {
        return one.name() + " " + one.version() + " in " + one.evidence().path() + ", layer "
                + one.evidence().layer() + ", read by " + one.evidence().cataloger();
    }

    private static void line(StringBuilder out, String name, String text) {
        out.append("    ")
                .append(name)
                .append(" ".repeat(12 - name.length()))
                .append(clean(text))
                .append('\n');
    }

    /** Text of images and feeds moves no cursor and starts no line. */
    private static String clean(String text) {
        String cut = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
        StringBuilder clean = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> {
            boolean isPrintable = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            clean.appendCodePoint(isPrintable ? c : '?');
        });
        return clean.toString();
    }
}
