package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.ByteTap;
import io.tidewaiter.archive.decode.Inflate.CorruptDeflate;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A gzip file (RFC 1952): members one after the other, each with its CRC and length checked, zero padding at the end.
 *
 * <p>eStargz writes one member per file, so the cost of a member counts: the engine and its chunk are kept.
 */
final class Gunzip {
    private static final String WHAT = "gzip";

    /** Of a member, before its sum is the tap's: waiting for that at the member's end costs some milliseconds. */
    private static final long SUMMED_HERE_BYTES = 16 << 20;

    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;

    private final Source source;
    private final Inflate engine;
    private final ByteSink out;
    private final @Nullable ByteTap tap;
    private final byte[] buffer = new byte[256 * 1024];
    private final CRC32 crc = new CRC32();
    private final CRC32 headerCrc = new CRC32();
    private long memberBytes;
    private boolean tapSums;

    Gunzip(Source source, Inflate engine, ByteSink out, @Nullable ByteTap tap) {
        this.source = source;
        this.engine = engine;
        this.out = out;
        this.tap = tap;
    }

    void run() throws IOException {
        engine.load(source.chunk(), source.end());
        do {
            header();
            body();
            trailer();
            source.tick(WHAT);
        } while (anotherMember());
    }

    /** Another member follows, or zeros to the end (tape blocks, and some registries' padding), or damage. */
    private boolean anotherMember() throws IOException {
        while (available()) {
            int next = source.chunk()[source.position()];
            if (next == 0x1f) {
                return true;
            }
            if (next != 0) {
                throw corrupt("bytes that are neither a gzip member nor zero padding follow the last member");
            }
            source.position(source.position() + 1);
        }
        return false;
    }

    private void header() throws IOException {
        headerCrc.reset();
        if (headerByte() != 0x1f || headerByte() != 0x8b) {
            throw corrupt("bytes that are no gzip member follow a member");
        }
        int method = headerByte();
        int flags = headerByte();
        if (method != 8 || (flags & RESERVED_FLAGS) != 0) {
            throw ArchiveException.unsupported(
                    WHAT, source.offset(), "compression method %d with flags 0x%02x".formatted(method, flags));
        }
        skip(6);
        if ((flags & FEXTRA) != 0) {
            skip(headerByte() | headerByte() << 8);
        }
        if ((flags & FNAME) != 0) {
            skipText();
        }
        if ((flags & FCOMMENT) != 0) {
            skipText();
        }
        if ((flags & FHCRC) != 0) {
            int computed = (int) headerCrc.getValue() & 0xffff;
            if ((headerByte() | headerByte() << 8) != computed) {
                throw corrupt("a header checksum that does not fit");
            }
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private void skipText() throws IOException {
        int max = source.limits().pathBytesMax();
        for (int length = 0; headerByte() != 0; length++) {
            if (length >= max) {
                throw ArchiveException.limit("gzip header", source.offset(), "pathBytesMax", max, length);
            }
        }
    }

    private int headerByte() throws IOException {
        int next = required("a member's header");
        headerCrc.update(next);
        return next;
    }

    private void body() throws IOException {
        engine.reset();
        crc.reset();
        memberBytes = 0;
        while (!engine.finished()) {
            if (!available()) {
                throw ArchiveException.truncated(WHAT, source.offset(), "compressed data");
            }
            inflateChunk();
        }
    }

    /** Inflates until the chunk is used up or the member ends; an engine may hold output back until asked again. */
    private void inflateChunk() {
        int count;
        do {
            try {
                count = engine.inflate(source.position(), buffer);
            } catch (CorruptDeflate e) {
                deliver(e.written());
                throw corrupt(e.saw());
            }
            boolean stuck = count == 0 && engine.position() == source.position() && !engine.finished();
            if (stuck && source.position() < source.end()) {
                throw corrupt("compressed data that the engine can make nothing of");
            }
            source.position(engine.position());
            deliver(count);
        } while (!engine.finished() && (engine.full() || source.position() < source.end()));
    }

    private void deliver(int count) {
        source.expanded(WHAT, count);
        memberBytes += count;
        if (!tapSums) {
            crc.update(buffer, 0, count);
            if (tap != null && memberBytes >= SUMMED_HERE_BYTES) {
                tap.sum(crc);
                tapSums = true;
            }
        }
        out.write(buffer, 0, count);
    }

    private void trailer() throws IOException {
        long expectedCrc = littleEndian();
        long expectedSize = littleEndian();
        if (tap != null && tapSums) {
            tap.summed();
            tapSums = false;
        }
        if (expectedCrc != crc.getValue()) {
            throw corrupt("CRC %08x where the data has %08x".formatted(expectedCrc, crc.getValue()));
        }
        if (expectedSize != (memberBytes & 0xffff_ffffL)) {
            throw corrupt("length %d (modulo 2^32) where the data has %d bytes".formatted(expectedSize, memberBytes));
        }
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (long) required("a member's trailer") << (8 * i);
        }
        return value;
    }

    private int required(String part) throws IOException {
        if (!available()) {
            throw ArchiveException.truncated(WHAT, source.offset(), part);
        }
        int next = source.chunk()[source.position()] & 0xff;
        source.position(source.position() + 1);
        return next;
    }

    /** Every new chunk has to reach the engine as well. */
    private boolean available() throws IOException {
        if (source.position() < source.end()) {
            return true;
        }
        boolean more = source.available();
        if (more) {
            engine.load(source.chunk(), source.end());
        }
        return more;
    }

    private ArchiveException corrupt(String saw) {
        return ArchiveException.corrupt(WHAT, source.offset(), saw);
    }
}
