package io.tidewaiter.advisory.csaf;

import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.vuln.csaf.CsafDocument;
import io.tidewaiter.vuln.csaf.CsafReader;
import java.io.InputStream;

/** A folder of CSAF documents of one vendor. */
public final class CsafFeed implements Feed {
    private final CsafReader reader = new CsafReader();
    private final CsafVendor vendor;

    public CsafFeed(CsafVendor vendor) {
        this.vendor = vendor;
    }

    @Override
    public String folder() {
        return vendor.folder();
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return CsafReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        tell(vendor, reader.read(document), sink);
    }

    /** Hands on what a document of that vendor says. */
    public static void tell(CsafVendor vendor, CsafDocument document, FeedSink sink) {
        new CsafAdvisories(vendor, document, sink).tell();
    }
}
