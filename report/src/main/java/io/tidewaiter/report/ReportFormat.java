package io.tidewaiter.report;

import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The formats that {@code --format} names. */
public enum ReportFormat {
    TABLE("table", new TableReport()),
    JSON("json", new JsonReport()),
    CYCLONEDX("cyclonedx", new CycloneDxReport()),
    SUMMARY("summary", new SummaryReport());

    private final String label;
    private final Report report;

    ReportFormat(String label, Report report) {
        this.label = label;
        this.report = report;
    }

    /** The name on the command line. */
    public String label() {
        return label;
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
}
