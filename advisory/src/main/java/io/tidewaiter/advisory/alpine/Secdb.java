package io.tidewaiter.advisory.alpine;

import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * {@code alpine-secdb}: {@code v3.20/main.json} and its neighbours of {@code secdb.alpinelinux.org};
 * {@code wolfi-secdb}, {@code chainguard-secdb}, {@code minimos-secdb}, {@code secureos-secdb}: the vendor's {@code security.json}.
 */
public final class Secdb implements Feed {
    private static final long BYTES_MAX = 256L << 20;
    private static final int NESTING_MAX = 16;
    private static final int STRING_CHARS_MAX = 64 << 10;
    private static final int LIST_MAX = 500_000;

    /** Every vendor that publishes in this form. */
    public static final List<Feed> ALL = List.of(
            new Secdb("alpine-secdb", "Alpine"),
            new Secdb("wolfi-secdb", "Wolfi"),
            new Secdb("chainguard-secdb", "Chainguard"),
            new Secdb("minimos-secdb", "MinimOS"),
            new Secdb("secureos-secdb", "SecureOS"));

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);
    private final String folder;
    private final String vendor;

    private Secdb(String folder, String vendor) {
        this.folder = folder;
        this.vendor = vendor;
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) throws IOException {
        boolean hasReleases = vendor.equals("Alpine");
        Ecosystem rolling = hasReleases ? null : new Ecosystem(vendor, "");
        documents.object(document, json -> new SecdbReader(json, sink, vendor, rolling).read());
    }
}
