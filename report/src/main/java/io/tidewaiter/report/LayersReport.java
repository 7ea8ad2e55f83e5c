package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * For a person who asks which build step brought what: the layers from the lowest up, each with the packages and
 * findings that it introduced, then the account of what was read, then the verdict.
 */
final class LayersReport implements Report {
    private static final int LINE_MAX = 160;
    private static final int DIGEST_MAX = 19; // "sha256:" and twelve digits
    private static final int UNEXPLAINED_SHOWN_MAX = 20;

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        layers(result, text);
        account(result.assessment().coverage(), text);
        TableReport.facts(text, result.assessment().coverage().facts());
        TableReport.verdict(text, result);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void layers(ScanResult result, StringBuilder text) {
        Map<Integer, Integer> packages = new TreeMap<>();
        for (InstalledPackage one : result.inventory().packages()) {
            packages.merge(one.introducedBy(), 1, Integer::sum);
        }
        Map<Integer, List<Finding>> findings = new TreeMap<>();
        for (Finding finding : result.assessment().findings()) {
            findings.computeIfAbsent(introducedBy(finding), key -> new ArrayList<>())
                    .add(finding);
        }
        text.append("Layers:\n");
        for (LayerRecord layer : result.inventory().layers()) {
            List<Finding> here = findings.getOrDefault(layer.index(), List.of());
            text.append("  ").append(layer.index()).append("  ").append(digest(layer));
            text.append("  ").append(megabytes(layer.storedBytes())).append(" stored, ");
            text.append(megabytes(layer.expandedBytes())).append(" read, ");
            text.append(counted(packages.getOrDefault(layer.index(), 0), "package"))
                    .append(", ");
            text.append(counted(here.size(), "finding")).append('\n');
            if (!layer.createdBy().isEmpty()) {
                text.append("     ")
                        .append(PlainText.of(layer.createdBy(), LINE_MAX))
                        .append('\n');
            }
            for (Finding finding : here) {
                text.append("     ").append(FindingText.sentence(finding)).append('\n');
            }
        }
        text.append('\n');
    }

    /** Of several packages the lowest layer: from there on the finding stands. */
    private static int introducedBy(Finding finding) {
        return finding.packages().stream()
                .mapToInt(InstalledPackage::introducedBy)
                .min()
                .orElse(0);
    }

    private static void account(Coverage coverage, StringBuilder text) {
        CoverageCounts counts = coverage.counts();
        text.append("Read:\n  ")
                .append(counts.layersRead())
                .append(" of ")
                .append(counted(counts.layers(), "layer"))
                .append(", ")
                .append(megabytes(counts.expandedBytes()))
                .append(", ")
                .append(counted(counts.entries(), "entry"))
                .append(", ")
                .append(counted(counts.files(), "file"))
                .append(" in the end\n  ")
                .append(counted(counts.packageDatabases(), "package database"))
                .append(", ")
                .append(counted(counts.archives(), "archive"))
                .append(" opened\n  ")
                .append(counted(counts.executables(), "executable"));
        if (counts.executables() > 0) {
            text.append(": ").append(explained(counts));
        }
        text.append('\n');
        List<String> unexplained = coverage.unexplained();
        for (String path : unexplained.subList(0, Math.min(UNEXPLAINED_SHOWN_MAX, unexplained.size()))) {
            text.append("    ? ").append(PlainText.of(path, LINE_MAX)).append('\n');
        }
        if (unexplained.size() > UNEXPLAINED_SHOWN_MAX) {
            text.append("    … and ")
                    .append(unexplained.size() - UNEXPLAINED_SHOWN_MAX)
                    .append(" more (--format json lists them)\n");
        }
        text.append('\n');
    }

    private static String digest(LayerRecord layer) {
        String digest = layer.digest() == null ? "folder" : layer.digest().toString();
        return digest.substring(0, Math.min(DIGEST_MAX, digest.length()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }

    private static String counted(long number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number + " " + (number == 1 ? noun : plural);
    }

    private static String explained(CoverageCounts counts) {
        StringBuilder text =
                new StringBuilder().append(counts.executablesOwned()).append(" owned by packages");
        if (counts.executablesOwned() > 0) {
            text.append(" (").append(counts.executablesCompared()).append(" with the bytes they recorded)");
        }
        text.append(", ").append(counts.executablesParsed()).append(" told their own contents, ");
        if (counts.executablesKnown() > 0) {
            text.append(counts.executablesKnown()).append(" known by digest, ");
        }
        return text.append(counts.executables() - counts.executablesExplained())
                .append(" unexplained (")
                .append(counts.explainedPercent())
                .append(" % explained)")
                .toString();
    }
}
