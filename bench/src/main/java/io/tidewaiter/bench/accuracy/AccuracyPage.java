package io.tidewaiter.bench.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page {@code docs/guide/accuracy.md}; the same comparisons always give the same text. */
final class AccuracyPage {
    private static final String HEAD = """
            # Accuracy

            Written by `bench/accuracy`; a test holds that it is what the current code would write.

            Each image of the shared data is scanned as a user scans it (`scan REF --db …`) and compared with its labels:
            the packages with `NAME.expected.json`, made with the distribution's own tools, and the findings with
            `NAME.oracle.json`, made by a second, simple implementation over the same advisories. The second implementation
            counts pairs of a package and an advisory record. We count vulnerabilities: two records of one CVE are one
            finding, and a notice about three CVEs is three. So the comparison is made record by record: *agreed* is a
            record that both apply to the same package and version with the same fixed version.

            The second implementation is no authority: a difference is judged by reading the record. Nor is agreement proof:
            both read the same records. The second implementation knows no module streams, so it applies a notice for
            `postgresql:16` to an installed stream 13.

            """;

    private static final Differences.Explanation NONE = new Differences.Explanation("?", "Not explained.");

    private final Differences known;
    private final List<String> unexplained = new ArrayList<>();

    AccuracyPage(Differences known) {
        this.known = known;
    }

    /** Differences that nobody has explained yet; known once {@link #of} is done. */
    List<String> unexplained() {
        return List.copyOf(unexplained);
    }

    String of(List<Comparison> comparisons) {
        StringBuilder page = new StringBuilder(HEAD);
        packages(page, comparisons);
        findings(page, comparisons);
        page.append("## Every difference, and who is right\n\n");
        for (Comparison comparison : comparisons) {
            if (!comparison.differences().isEmpty()) {
                differences(page, comparison);
            }
        }
        return page.toString();
    }

    private static void packages(StringBuilder page, List<Comparison> comparisons) {
        page.append("## Packages\n\n| image | expected | found | missing | extra |\n|---|---:|---:|---:|---:|\n");
        for (Comparison comparison : comparisons) {
            boolean isLabelled = comparison.expected() >= 0;
            row(
                    page,
                    "`" + comparison.image().shown() + "`",
                    isLabelled ? comparison.expected() : "no list",
                    comparison.ours().packages().size(),
                    isLabelled ? comparison.count(Difference.Kind.PACKAGE_MISSING) : "",
                    isLabelled ? comparison.count(Difference.Kind.PACKAGE_EXTRA) : "");
        }
        page.append('\n');
    }

    private static void findings(StringBuilder page, List<Comparison> comparisons) {
        page.append("## Findings\n\n");
        page.append("| image | our findings | our records | their records | agreed | ours only | theirs only |"
                + " another fix |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Comparison comparison : comparisons) {
            row(
                    page,
                    comparison.image().name(),
                    comparison.ours().count(),
                    comparison.ours().findings().size(),
                    comparison.theirs(),
                    comparison.agreed(),
                    comparison.count(Difference.Kind.FINDING_EXTRA),
                    comparison.count(Difference.Kind.FINDING_MISSING),
                    comparison.count(Difference.Kind.FIX));
        }
        page.append('\n');
    }

    /** Differences of one cause stand together, in the order of the first of them. */
    private void differences(StringBuilder page, Comparison comparison) {
        String image = comparison.image().name();
        Map<Differences.Explanation, List<Difference>> byCause = new LinkedHashMap<>();
        for (Difference difference : comparison.differences()) {
            Differences.Explanation explanation = known.take(image, difference).orElse(NONE);
            byCause.computeIfAbsent(explanation, e -> new ArrayList<>()).add(difference);
        }
        byCause.getOrDefault(NONE, List.of())
                .forEach(d -> unexplained.add(
                        String.join("\t", image, d.kind().name().toLowerCase(Locale.ROOT), d.subject(), d.seen())));
        page.append("### ").append(image).append("\n\n");
        byCause.forEach((explanation, differences) -> {
            page.append(explanation.cause())
                    .append(" **Right: ")
                    .append(explanation.right())
                    .append(".**\n\n");
            differences.forEach(d -> page.append("- `")
                    .append(d.subject())
                    .append("`: ")
                    .append(d.seen())
                    .append('\n'));
            page.append('\n');
        });
    }

    private static void row(StringBuilder page, Object... cells) {
        page.append('|');
        for (Object cell : cells) {
            page.append(' ').append(cell).append(" |");
        }
        page.append('\n');
    }
}
