package io.tidewaiter.advisory.feed;

import java.io.IOException;
import java.io.InputStream;

/**
 * A feed: which files of the feed folder are its documents, and how one is read.
 *
 * <p>A feed reads one document forwards, once, and hands what it says to the sink. A broken document ends in an
 * {@link IOException} or a {@link io.tidewaiter.vuln.json.DocumentFault} with the reason; a broken part of one is
 * refused and the rest still counts.
 */
public interface Feed {
    /** The name of its folder below the feed folder, {@code debian-tracker}. */
    String folder();

    /** Whether the file is one of its documents; the path is below its folder, without the suffix of compression. */
    boolean reads(String path);

    /** How many bytes a document of it may have, unpacked. */
    long documentBytesMax();

    /** Reads the document of that path to the sink. */
    void read(String path, InputStream document, FeedSink sink) throws IOException;
}
