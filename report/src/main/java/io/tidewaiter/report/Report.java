package io.tidewaiter.report;

import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;

/** One document format. */
interface Report {
    /** Writes the document in UTF-8; flushes, does not close. */
    void write(ScanResult result, OutputStream out) throws IOException;

    /** Writes what follows another image's in one document, where the format can hold several. */
    default void writeNext(ScanResult result, OutputStream out) throws IOException {
        write(result, out);
    }
}
