package io.tidewaiter.catalog.layer;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.ByteTap;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.decode.Decoder;
import io.tidewaiter.archive.tar.TarEnd;
import io.tidewaiter.archive.tar.TarParser;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.catalog.read.Wanting;
import io.tidewaiter.clib.CMemory;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.hash.BackgroundDigest;
import io.tidewaiter.oci.hash.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reads one layer from its stored bytes to its facts: one pass that inflates, digests and walks the tar.
 *
 * <p>Runs in the cell. What ends a reading early is a note in the answer; the facts that were read before it stay, and
 * the diff id is missing.
 */
public final class LayerScan {
    private final Wanting wanting;
    private final Limits limits;
    private final List<LinkedPath> linked;

    public LayerScan(List<Cataloger> catalogers, Limits limits) {
        this(catalogers, limits, List.of());
    }

    /** @param linked what is read under another name than its own */
    public LayerScan(List<Cataloger> catalogers, Limits limits, List<LinkedPath> linked) {
        this.wanting = new Wanting(catalogers);
        this.limits = limits;
        this.linked = List.copyOf(linked);
    }

    /**
     * Reads the layer and writes its facts.
     *
     * @param stored the blob's bytes; closed before the answer is written
     * @param expectedBytes stored bytes of all layers that this process will read; negative: unknown
     * @throws IOException as the source or the answer throws it; whatever the bytes hold is in the answer
     */
    public void run(InputStream stored, long expectedBytes, OutputStream answer) throws IOException {
        Notes notes = new Notes();
        long expanded = 0;
        byte[] diffId = new byte[0];
        try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256());
                LayerHandler handler = new LayerHandler(wanting, limits, notes, linked, digest)) {
            TarParser tar = new TarParser(limits, handler);
            Meter meter = new Meter();
            try {
                Decoder.decode(stored, expectedBytes, limits, meter.of(tar), new DigestTap(digest));
                end(tar.finish(), notes);
                diffId = digest.digest();
            } catch (ArchiveException e) {
                notes.add(kind(e), "", String.valueOf(e.getMessage()));
            }
            stored.close(); // whoever still sends would wait for a reader, and we for a reader of the answer
            expanded = meter.bytes;
            digest.end(); // what it digested besides is asked for now
            write(handler, notes, expanded, diffId, answer);
        }
    }

    private static void write(LayerHandler handler, Notes notes, long expanded, byte[] diffId, OutputStream answer)
            throws IOException {
        FactsWriter out = new FactsWriter(answer);
        try {
            handler.finish();
        } catch (ArchiveException e) {
            notes.add(kind(e), "", String.valueOf(e.getMessage()));
        }
        out.number(LayerFactsCodec.FORM);
        handler.writeFiles(out);
        handler.paths().write(out);
        out.number(expanded);
        out.number(handler.entries());
        notes.write(out);
        out.bytes(diffId);
    }

    private static void end(TarEnd end, Notes notes) {
        if (end.trailingOffset() >= 0) {
            notes.add(
                    CoverageFact.Kind.NOTE,
                    "",
                    "bytes follow the end of the archive at " + end.trailingOffset() + "; no runtime unpacks them");
        }
    }

    private static CoverageFact.Kind kind(ArchiveException e) {
        return switch (e.code()) {
            case LIMIT -> CoverageFact.Kind.LIMIT_REACHED;
            case TRUNCATED, CORRUPT -> CoverageFact.Kind.LAYER_UNREADABLE;
            case UNSUPPORTED -> CoverageFact.Kind.LAYER_UNSUPPORTED;
        };
    }

    /** Counts what passes. */
    private static final class Meter {
        private long bytes;

        ByteSink of(ByteSink sink) {
            return (buffer, offset, length) -> {
                bytes += length;
                sink.write(buffer, offset, length);
            };
        }
    }

    /** Gives a layer's bytes to its diff id's digest. */
    private record DigestTap(BackgroundDigest digest) implements ByteTap {
        @Override
        public CMemory memory() {
            return digest.memory();
        }

        @Override
        public int from() {
            return digest.from();
        }

        @Override
        public void filled(int count) {
            digest.filled(count);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public void sum(CRC32 crc) {
            digest.sum(crc);
        }

        @Override
        public void summed() {
            digest.summed();
        }
    }
}
