package io.tidewaiter.advisory.debian;

import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * {@code debian-tracker}, and {@code debian-elts} of the same form with Freexian's word on releases that Debian itself
 * supports no more ({@code deb.freexian.com/extended-lts/tracker/data/json}): the JSON of
 * {@code security-tracker.debian.org/tracker/data/json} as {@code *.json}, and the lists {@code data/DSA/list} and
 * {@code data/DLA/list} of the tracker's repository as {@code DSA/list} or {@code DSA.list}.
 */
public final class DebianTracker implements Feed {
    static final String NAME = "Debian";

    /** Whose builds of a release are apart from Debian's, {@code Debian:ELTS:10}. */
    private static final String ELTS = "ELTS";

    private static final long BYTES_MAX = 1L << 30;
    private static final int NESTING_MAX = 16;
    private static final int STRING_CHARS_MAX = 1 << 20;
    private static final int LIST_MAX = 100_000;

    private final boolean isExtended;
    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    private DebianTracker(boolean isExtended) {
        this.isExtended = isExtended;
    }

    /** Debian's own. */
    public static DebianTracker own() {
        return new DebianTracker(false);
    }

    /** Freexian's of the extended support. */
    public static DebianTracker extended() {
        return new DebianTracker(true);
    }

    @Override
    public String folder() {
        return isExtended ? "debian-elts" : "debian-tracker";
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json") || (!isExtended && isNotices(path));
    }

    @Override
    public long documentBytesMax() {
        return BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) throws IOException {
        if (isNotices(path)) {
            new DebianNotices(sink).read(new InputStreamReader(document, StandardCharsets.UTF_8));
        } else {
            documents.object(document, json -> new DebianIssues(json, sink, isExtended ? ELTS : "").read());
        }
    }

    private static boolean isNotices(String path) {
        return path.endsWith("DSA/list")
                || path.endsWith("DLA/list")
                || path.endsWith("DSA.list")
                || path.endsWith("DLA.list");
    }
}
