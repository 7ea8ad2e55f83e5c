package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of one entry of a buffered zip; its end is reached only if length and CRC fit. */
final class ZipContent extends InputStream {
    private static final int SLICE_BYTES = 1 << 20;

    private final ZipEntry entry;
    private final MemorySegment bytes;
    private final ZipBudget budget;
    private final long bytesMax;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater;
    private long fed;
    private long produced;
    private boolean ended;

    ZipContent(ZipEntry entry, MemorySegment bytes, ZipBudget budget, long bytesMax) {
        this.entry = entry;
        this.bytes = bytes;
        this.budget = budget;
        this.bytesMax = bytesMax;
        this.inflater = new Inflater(true);
    }

    /** Reads to the end; the declared length is a hint and not believed. */
    static byte[] readAll(ZipContent content, long declared, int bytesMax) {
        try (content) {
            byte[] buffer = new byte[Math.clamp(declared, 64, 64 * 1024)];
            ByteArrayOutputStream all =
                    new ByteArrayOutputStream(Math.clamp(declared, 32, Math.min(bytesMax, 1 << 20) + 32));
            for (int count = content.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = content.read(buffer, 0, buffer.length)) {
                all.write(buffer, 0, count);
            }
            return all.toByteArray();
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        int count = entry.method() == ZipEntry.STORED ? copy(target, offset, length) : inflate(target, offset, length);
        if (count == 0) {
            finish();
            return -1;
        }
        produced += count;
        if (produced > bytesMax) {
            throw ArchiveException.limit(
                    what(), produced, "bytesMax", bytesMax, Math.max(produced, entry.expandedBytes()));
        }
        budget.expanded(entry.localHeaderOffset(), count);
        crc.update(target, offset, count);
        return count;
    }

    private int copy(byte[] target, int offset, int length) {
        int count = (int) Math.min(length, bytes.byteSize() - fed);
        slice(count).get(target, offset, count);
        return count;
    }

    private ByteBuffer slice(int count) {
        ByteBuffer slice = bytes.asSlice(fed, count).asByteBuffer();
        fed += count;
        return slice;
    }

    private int inflate(byte[] target, int offset, int length) {
        try {
            int count = inflater.inflate(target, offset, length);
            while (count == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw ArchiveException.corrupt(what(), fed, "deflate: a preset dictionary");
                }
                int more = (int) Math.min(SLICE_BYTES, bytes.byteSize() - fed);
                if (more == 0) {
                    throw ArchiveException.truncated(what(), produced, "compressed data");
                }
                inflater.setInput(slice(more));
                count = inflater.inflate(target, offset, length);
            }
            return count;
        } catch (DataFormatException e) {
            throw ArchiveException.corrupt(what(), fed, "deflate: " + e.getMessage());
        }
    }

    private void finish() {
        ended = true;
        if (produced != entry.expandedBytes()) {
            throw ArchiveException.corrupt(
                    what(), produced, "length %d where the data has %d".formatted(entry.expandedBytes(), produced));
        }
        if (crc.getValue() != entry.crc32()) {
            throw ArchiveException.corrupt(
                    what(), produced, "CRC %08x where the data has %08x".formatted(entry.crc32(), crc.getValue()));
        }
    }

    private String what() {
        return "zip entry " + ArchiveException.quote(entry.rawPath());
    }

    @Override
    public void close() {
        ended = true;
        inflater.end();
    }
}
