package io.tidewaiter.report;

import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that {@code --format} names. */
public enum ReportFormat {
    TABLE("table", true, new TableReport()),
    LAYERS("layers", true, new LayersReport()),
    JSON("json", false, new JsonReport()),
    CYCLONEDX("cyclonedx", false, new CycloneDxReport()),
    SPDX("spdx", false, new SpdxReport()),
    SARIF("sarif", false, new SarifReport()),
    OPENVEX("openvex", false, new OpenVexReport()),
    CSV("csv", true, new CsvReport()),
    HTML("html", false, new HtmlReport()),
    GITLAB("gitlab", false, new GitLabReport()),
    JUNIT("junit", false, new JUnitReport()),
    SUMMARY("summary", true, new SummaryReport());

    private final String label;
    private final boolean holdsSeveral;
    private final Report report;

    ReportFormat(String label, boolean holdsSeveral, Report report) {
        this.label = label;
        this.holdsSeveral = holdsSeveral;
        this.report = report;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    /** Whether one document can be about several images. */
    public boolean holdsSeveral() {
        return holdsSeveral;
    }

    /** Every name, for a message. */
    public static String labels() {
        return Arrays.stream(values()).map(ReportFormat::label).collect(Collectors.joining(", "));
    }

    /** The format that a name stands for. */
    public static Optional<ReportFormat> ofLabel(String label) {
        for (ReportFormat format : values()) {
            if (format.label.equals(label)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Writes the document in UTF-8; flushes, does not close. */
    public void write(ScanResult result, OutputStream out) throws IOException {
        report.write(result, out);
    }

    /**
     * Writes one document about these images in UTF-8; flushes, does not close.
     *
     * @throws IllegalArgumentException where there are several and the format holds one
     */
    public void write(List<ScanResult> results, OutputStream out) throws IOException {
        if (results.size() > 1 && !holdsSeveral) {
            throw new IllegalArgumentException(label + " holds one image, not " + results.size());
        }
        for (int i = 0; i < results.size(); i++) {
            if (i == 0) {
                report.write(results.get(i), out);
            } else {
                report.writeNext(results.get(i), out);
            }
        }
    }
}
