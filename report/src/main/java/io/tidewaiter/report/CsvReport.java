package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Comma-separated values (RFC 4180): a row for the verdict, one per coverage fact, one per finding and place; the first
 * column says which. A cell that a spreadsheet would take for a formula starts with an apostrophe.
 */
final class CsvReport implements Report {
    private static final String FORMULA = "=+-@";
    private static final List<String> HEADINGS = List.of(
            "record",
            "image",
            "digest",
            "severity",
            "id",
            "aliases",
            "package",
            "installed",
            "fixed",
            "state",
            "kev",
            "epss",
            "cvss",
            "purl",
            "path",
            "layer",
            "text",
            "remediation",
            "from base");

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        row(text, HEADINGS);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        writeNext(result, out);
    }

    @Override
    public void writeNext(ScanResult result, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        row(text, other(result, "verdict", FindingText.verdict(result), Place.IMAGE, FindingText.account(result)));
        for (CoverageFact fact : result.assessment().coverage().facts()) {
            Place place = new Place(fact.path(), fact.layer() < 0 ? "" : Integer.toString(fact.layer()));
            row(text, other(result, "coverage", fact.kind().name(), place, fact.detail()));
        }
        for (Finding finding : result.assessment().findings()) {
            finding.packages().forEach(place -> row(text, finding(result, "finding", finding, place)));
        }
        for (SuppressedFinding suppressed : result.suppressed()) {
            String record = "suppressed: " + suppressed.rule();
            suppressed
                    .finding()
                    .packages()
                    .forEach(place -> row(text, finding(result, record, suppressed.finding(), place)));
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** What a row speaks of that is no package: a file of a layer, or nothing. */
    private record Place(String path, String layer) {
        private static final Place IMAGE = new Place("", "");
    }

    private static List<String> other(ScanResult result, String record, String id, Place place, String text) {
        List<String> cells = new ArrayList<>(Collections.nCopies(HEADINGS.size(), ""));
        cells.set(HEADINGS.indexOf("record"), record);
        cells.set(HEADINGS.indexOf("image"), result.image().reference());
        cells.set(HEADINGS.indexOf("digest"), digest(result));
        cells.set(HEADINGS.indexOf("id"), id);
        cells.set(HEADINGS.indexOf("path"), place.path());
        cells.set(HEADINGS.indexOf("layer"), place.layer());
        cells.set(HEADINGS.indexOf("text"), text);
        return cells;
    }

    private static List<String> finding(ScanResult result, String record, Finding finding, InstalledPackage place) {
        Vulnerability vulnerability = finding.match().vulnerability();
        double score = FindingText.score(finding);
        return List.of(
                record,
                result.image().reference(),
                digest(result),
                vulnerability.severity().label(),
                vulnerability.id(),
                String.join(" ", vulnerability.aliases()),
                finding.match().subjectName(),
                finding.match().subjectVersion(),
                finding.match().fixedVersion(),
                finding.match().fixState().name().toLowerCase(Locale.ROOT),
                Boolean.toString(vulnerability.knownExploited()),
                vulnerability.epssProbability() < 0 ? "" : Double.toString(vulnerability.epssProbability()),
                score < 0 ? "" : Double.toString(score),
                place.purl().toString(),
                place.evidence().path(),
                Integer.toString(place.introducedBy()),
                vulnerability.title(),
                finding.remediation(),
                fromBase(result, finding));
    }

    /** Whether the base brought it; empty where it is not known what of the image is the base. */
    private static String fromBase(ScanResult result, Finding finding) {
        BaseImage base = result.inventory().base();
        return base == null || !base.tellsLayers() ? "" : Boolean.toString(finding.isOf(base));
    }

    private static String digest(ScanResult result) {
        return result.image().digest() == null
                ? ""
                : String.valueOf(result.image().digest());
    }

    static void row(StringBuilder text, List<String> cells) {
        String separator = "";
        for (String cell : cells) {
            String plain = FindingText.text(cell);
            boolean isFormula = !plain.isEmpty()
                    && FORMULA.indexOf(
                                    plain.stripLeading().isEmpty()
                                            ? ' '
                                            : plain.stripLeading().charAt(0))
                            >= 0;
            text.append(separator).append('"').append(isFormula ? "'" : "");
            text.append(plain.replace("\"", "\"\"")).append('"');
            separator = ",";
        }
        text.append("\r\n");
    }
}
