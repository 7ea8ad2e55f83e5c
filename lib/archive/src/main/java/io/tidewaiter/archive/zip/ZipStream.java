package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.archive.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip read from a stream by its local headers (APPNOTE 4.3.7 to 4.3.9), for what is too large to buffer.
 *
 * <p>The central directory, which comes last, is not consulted: entries that it leaves out are reported, and those of a
 * zip with bytes in front are not found. Where a buffer is possible, {@link ZipArchive} is what the JVM would see.
 */
public final class ZipStream {
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int ENCRYPTED_FLAG = 1;
    private static final int DESCRIPTOR_FLAG = 8;
    private static final int DESCRIPTOR_BYTES_MAX = 24;

    private final ZipSource source;
    private final Limits limits;
    private final ZipHandler handler;
    private final ZipBudget budget;
    private final byte[] buffer = new byte[64 * 1024];
    private final CRC32 crc = new CRC32();
    private long entries;

    private ZipStream(InputStream in, Limits limits, ZipHandler handler) {
        this.source = new ZipSource(in, limits);
        this.limits = limits;
        this.handler = handler;
        this.budget = new ZipBudget(limits, Long.MAX_VALUE);
    }

    /**
     * Reads all entries up to the central directory.
     *
     * @return how many
     * @throws ArchiveException where a limit is reached, the bytes are damaged, or the end of an entry cannot be found
     */
    public static long read(InputStream in, Limits limits, ZipHandler handler) throws IOException {
        ZipStream stream = new ZipStream(in, limits, handler);
        while (stream.entry()) {
            // one entry a turn
        }
        return stream.entries;
    }

    private boolean entry() throws IOException {
        if (source.want(4) < 4 || !source.bytes().isAt(source.position(), ZipArchive.LOCAL_SIGNATURE)) {
            return atEnd();
        }
        if (++entries > limits.entriesMax()) {
            throw ArchiveException.limit("zip", source.offset(), "entriesMax", limits.entriesMax(), entries);
        }
        source.need(ZipArchive.LOCAL_BYTES, "a local header");
        int flags = source.bytes().u16(source.position() + 6L);
        ZipEntry entry = header(flags);
        boolean described = (flags & DESCRIPTOR_FLAG) != 0;
        if (described && !(entry.readable() && entry.method() == ZipEntry.DEFLATED)) {
            throw ArchiveException.unsupported(
                    what(entry),
                    source.offset(),
                    "an entry whose end only its content tells (" + entry.problems() + ")");
        }
        ByteSink taker = handler.entry(entry);
        ByteSink sink = taker == null ? ByteSink.discard() : taker;
        handler.entryEnd(entry.readable() ? content(entry, described, sink) : skipped(entry));
        return true;
    }

    /** The central directory, or an empty archive's end record, or nothing at all. */
    private boolean atEnd() throws IOException {
        int there = source.want(4);
        boolean directory = there >= 4
                && source.bytes().u16(source.position()) == 0x4b50
                && (entries > 0 || source.bytes().isAt(source.position(), 0x06054b50));
        if (there == 0 && entries > 0) {
            throw ArchiveException.truncated("zip", source.offset(), "the central directory");
        }
        if (!directory) {
            throw ArchiveException.corrupt("zip", source.offset(), "neither an entry nor the central directory");
        }
        return false;
    }

    private ZipEntry header(int flags) throws IOException {
        ZipBytes bytes = source.bytes();
        long offset = source.offset();
        int nameBytes = bytes.u16(source.position() + 26L);
        int extraBytes = bytes.u16(source.position() + 28L);
        if (nameBytes > limits.pathBytesMax()) {
            throw ArchiveException.limit("zip path", offset, "pathBytesMax", limits.pathBytesMax(), nameBytes);
        }
        int all = ZipArchive.LOCAL_BYTES + nameBytes + extraBytes;
        source.need(all, "a local header");
        long at = source.position();
        int method = bytes.u16(at + 8);
        long extra = at + ZipArchive.LOCAL_BYTES + nameBytes;
        Zip64 sizes = new Zip64(bytes.u32(at + 22), bytes.u32(at + 18), 0).withExtra(bytes, extra, extra + extraBytes);
        boolean described = (flags & DESCRIPTOR_FLAG) != 0;
        String name = bytes.text(at + ZipArchive.LOCAL_BYTES, nameBytes);
        ZipEntry entry = new ZipEntry(
                name,
                EntryPath.normalise(name),
                method,
                described ? -1 : sizes.compressed(),
                described ? -1 : sizes.expanded(),
                bytes.u32(at + 14),
                offset,
                problems(flags, method));
        if (!described && (sizes.compressed() < 0 || sizes.expanded() < 0)) {
            throw ArchiveException.corrupt(what(entry), offset, "sizes that do not fit");
        }
        source.skip(all);
        return entry;
    }

    private static Set<ZipProblem> problems(int flags, int method) {
        if ((flags & ENCRYPTED_FLAG) != 0) {
            return EnumSet.of(ZipProblem.ENCRYPTED);
        }
        boolean known = method == ZipEntry.STORED || method == ZipEntry.DEFLATED;
        return known ? Set.of() : EnumSet.of(ZipProblem.UNSUPPORTED_METHOD);
    }

    private ZipEntry skipped(ZipEntry entry) throws IOException {
        copy(entry, ByteSink.discard());
        return entry;
    }

    private ZipEntry content(ZipEntry entry, boolean described, ByteSink sink) throws IOException {
        crc.reset();
        long begin = source.offset();
        long expanded = entry.method() == ZipEntry.STORED ? copy(entry, sink) : inflate(entry, sink);
        long compressed = source.offset() - begin;
        ZipEntry found = new ZipEntry(
                entry.rawPath(),
                entry.path(),
                entry.method(),
                compressed,
                expanded,
                crc.getValue(),
                entry.localHeaderOffset(),
                entry.problems());
        if (described) {
            descriptor(found);
        } else if (entry.expandedBytes() != expanded
                || entry.compressedBytes() != compressed
                || entry.crc32() != found.crc32()) {
            throw ArchiveException.corrupt(what(entry), source.offset(), "content that its header does not describe");
        }
        return found;
    }

    private long copy(ZipEntry entry, ByteSink sink) throws IOException {
        long left = entry.compressedBytes();
        while (left > 0) {
            source.need(1, "an entry's content");
            int count = (int) Math.min(left, source.want(1));
            deliver(source.window(), source.position(), count, sink);
            source.skip(count);
            left -= count;
        }
        return entry.compressedBytes();
    }

    private long inflate(ZipEntry entry, ByteSink sink) throws IOException {
        long produced = 0;
        Inflater inflater = new Inflater(true);
        try {
            while (!inflater.finished()) {
                source.need(1, "an entry's content");
                int there = source.want(1);
                inflater.setInput(source.window(), source.position(), there);
                int count = inflater.inflate(buffer);
                source.skip(there - inflater.getRemaining());
                if (inflater.needsDictionary()) {
                    throw ArchiveException.corrupt(what(entry), source.offset(), "deflate: a preset dictionary");
                }
                deliver(buffer, 0, count, sink);
                produced += count;
            }
            return produced;
        } catch (DataFormatException e) {
            throw ArchiveException.corrupt(what(entry), source.offset(), "deflate: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void deliver(byte[] bytes, int offset, int count, ByteSink sink) {
        budget.expanded(source.offset(), count, source.offset() + count);
        crc.update(bytes, offset, count);
        if (count > 0) {
            sink.write(bytes, offset, count);
        }
    }

    /** CRC and sizes behind the content: with or without a signature, in 4 or 8 bytes; only the values tell which. */
    private void descriptor(ZipEntry found) throws IOException {
        int there = source.want(DESCRIPTOR_BYTES_MAX);
        byte[] bytes = Arrays.copyOfRange(source.window(), source.position(), source.position() + there);
        ZipBytes descriptor = new ZipBytes(MemorySegment.ofArray(bytes));
        int signature = descriptor.isAt(0, DESCRIPTOR_SIGNATURE) ? 4 : 0;
        for (int at = signature; at >= 0; at -= 4) {
            // Wide first: a narrow one can be taken for wide only if zeros follow it, and what follows is a signature.
            int size = wide(descriptor, at, found) ? 20 : narrow(descriptor, at, found) ? 12 : 0;
            if (size > 0) {
                source.skip(at + size);
                return;
            }
        }
        throw ArchiveException.corrupt(what(found), source.offset(), "a data descriptor that does not fit the content");
    }

    private static boolean narrow(ZipBytes descriptor, int at, ZipEntry found) {
        return descriptor.has(at, 12)
                && descriptor.u32(at) == found.crc32()
                && descriptor.u32(at + 4L) == (found.compressedBytes() & 0xffff_ffffL)
                && descriptor.u32(at + 8L) == (found.expandedBytes() & 0xffff_ffffL)
                && (found.compressedBytes() | found.expandedBytes()) >>> 32 == 0;
    }

    private static boolean wide(ZipBytes descriptor, int at, ZipEntry found) {
        return descriptor.has(at, 20)
                && descriptor.u32(at) == found.crc32()
                && descriptor.u64(at + 4L) == found.compressedBytes()
                && descriptor.u64(at + 12L) == found.expandedBytes();
    }

    private static String what(ZipEntry entry) {
        return "zip entry " + ArchiveException.quote(entry.rawPath());
    }
}
