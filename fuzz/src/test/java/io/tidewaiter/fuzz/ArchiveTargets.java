package io.tidewaiter.fuzz;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.decode.Decoded;
import io.tidewaiter.archive.decode.Decoder;
import io.tidewaiter.archive.tar.TarEntry;
import io.tidewaiter.archive.tar.TarHandler;
import io.tidewaiter.archive.tar.TarParser;
import io.tidewaiter.archive.zip.ZipArchive;
import io.tidewaiter.archive.zip.ZipEntry;
import io.tidewaiter.archive.zip.ZipStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;

/** Streams and archives: they end in an answer or an {@link ArchiveException}, within their limits. */
final class ArchiveTargets {
    private static final long EXPANDED_BYTES_MAX = 8 << 20;
    private static final int CONTENT_BYTES_MAX = 1 << 20;

    /** Small, so that what holds them is exercised too. */
    static final Limits LIMITS = Limits.standard()
            .withExpandedBytesMax(EXPANDED_BYTES_MAX)
            .withRatioMax(1000, 1 << 20)
            .withEntriesMax(10_000)
            .withPathBytesMax(4096)
            .withWindowLogMax(20)
            .withTimeMax(Duration.ofSeconds(20));

    private ArchiveTargets() {}

    /** The pieces in which a stream arrives change nothing in what is found. */
    static void tar(byte[] input) {
        Found whole = tar(input, Math.max(1, input.length));
        Found pieces = tar(input, 509);
        if (!whole.equals(pieces)) {
            throw new IllegalStateException("in one piece: " + whole + ", in many: " + pieces);
        }
    }

    private record Found(long entries, long bytes, boolean failed) {}

    private static Found tar(byte[] input, int piece) {
        Counter counter = new Counter();
        TarParser parser = new TarParser(LIMITS, counter);
        boolean failed = false;
        try {
            for (int at = 0; at < input.length; at += piece) {
                parser.write(input, at, Math.min(piece, input.length - at));
            }
            parser.finish();
        } catch (ArchiveException e) {
            failed = true;
        }
        if (counter.bytes > EXPANDED_BYTES_MAX || counter.entries > LIMITS.entriesMax()) {
            throw new IllegalStateException("past the limits: " + counter.entries + ", " + counter.bytes);
        }
        return new Found(counter.entries, failed ? 0 : counter.bytes, failed);
    }

    private static final class Counter implements TarHandler {
        private long entries;
        private long bytes;
        private long ofEntry;

        @Override
        public ByteSink entry(TarEntry entry) {
            entries++;
            ofEntry = 0;
            if (entry.path().value().startsWith("/") || entry.path().value().contains("../")) {
                throw new IllegalStateException("a path that is not normal: " + entry.path());
            }
            return (buffer, offset, length) -> {
                bytes += length;
                ofEntry += length;
            };
        }

        @Override
        public void entryEnd(TarEntry entry) {
            if (ofEntry != entry.size()) {
                throw new IllegalStateException("an entry of " + entry.size() + " bytes had " + ofEntry);
            }
        }
    }

    static void decode(byte[] input) throws IOException {
        long[] bytes = new long[1];
        try {
            Decoded decoded =
                    Decoder.decode(new ByteArrayInputStream(input), LIMITS, (buffer, from, count) -> bytes[0] += count);
            if (decoded.compressedBytes() != input.length || decoded.expandedBytes() != bytes[0]) {
                throw new IllegalStateException(decoded + " of " + input.length + " with " + bytes[0]);
            }
        } catch (ArchiveException e) {
            // one of the declared outcomes
        }
        if (bytes[0] > EXPANDED_BYTES_MAX) {
            throw new IllegalStateException("more came out than the limits allow: " + bytes[0]);
        }
    }

    static void zip(byte[] input) throws IOException {
        try {
            ZipArchive zip = ZipArchive.open(input, LIMITS);
            for (ZipEntry entry : zip.entries()) {
                read(zip, entry);
            }
        } catch (ArchiveException e) {
            // one of the declared outcomes
        }
        try {
            ZipStream.read(new ByteArrayInputStream(input), LIMITS, entry -> null);
        } catch (ArchiveException e) {
            // one of the declared outcomes
        }
    }

    private static void read(ZipArchive zip, ZipEntry entry) {
        try {
            byte[] content = zip.read(entry, CONTENT_BYTES_MAX);
            if (content.length > CONTENT_BYTES_MAX || content.length != entry.expandedBytes()) {
                throw new IllegalStateException("an entry of " + entry.expandedBytes() + " had " + content.length);
            }
        } catch (ArchiveException e) {
            // one of the declared outcomes
        }
    }
}
