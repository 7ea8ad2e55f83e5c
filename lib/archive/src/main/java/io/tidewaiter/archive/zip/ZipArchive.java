package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.archive.Limits;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A zip in a buffer, read by its central directory as the JVM reads it (APPNOTE 6.3.10): prefix bytes, comments, zip64,
 * data descriptors; what is wrong with an entry is a {@link ZipProblem} of that entry.
 *
 * <p>Entries that share bytes are how a small zip expands a million times ("A better zip bomb", 2019); such entries are
 * not read. All reading together is held to {@link Limits#expandedBytesMax} and {@link Limits#ratioMax}.
 */
public final class ZipArchive {
    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int LOCAL_BYTES = 30;

    private static final int CENTRAL_BYTES = 46;
    private static final int DESCRIPTOR_FLAG = 8;
    private static final int AES_METHOD = 99;

    private final ZipBytes zip;
    private final Limits limits;
    private final ZipBudget budget;
    private final ZipDirectory directory;
    private final List<ZipEntry> entries;

    private ZipArchive(MemorySegment bytes, Limits limits) {
        this.zip = new ZipBytes(bytes);
        this.limits = limits;
        this.budget = new ZipBudget(limits, zip.size());
        this.directory = ZipDirectory.find(zip);
        this.entries = List.copyOf(readDirectory());
    }

    /**
     * Reads the directory; the buffer must stay as it is while the archive is used.
     *
     * @throws ArchiveException where there is no directory or it has more entries than the limits allow
     */
    public static ZipArchive open(MemorySegment bytes, Limits limits) {
        return new ZipArchive(bytes, limits);
    }

    public static ZipArchive open(byte[] bytes, Limits limits) {
        return open(MemorySegment.ofArray(bytes), limits);
    }

    /** The bytes between the buffer's position and limit. */
    public static ZipArchive open(ByteBuffer bytes, Limits limits) {
        return open(MemorySegment.ofBuffer(bytes), limits);
    }

    /** In the order of the directory. */
    public List<ZipEntry> entries() {
        return entries;
    }

    /** Bytes in front of the archive proper. */
    public long prefixBytes() {
        return directory.prefixBytes();
    }

    /** Whether the directory holds another number of entries than its end record declares. */
    public boolean countDiffers() {
        boolean wraps = directory.count() <= 0xffff && (entries.size() & 0xffff) == directory.count();
        return entries.size() != directory.count() && !wraps;
    }

    /**
     * The content, checked against length and CRC.
     *
     * @throws ArchiveException where the entry is not readable, is damaged or is longer than {@code bytesMax}
     */
    public byte[] read(ZipEntry entry, int bytesMax) {
        return ZipContent.readAll(content(entry, bytesMax), entry.expandedBytes(), bytesMax);
    }

    /** The content as a stream; damage shows as an {@link ArchiveException} while it is read. */
    public InputStream stream(ZipEntry entry, long bytesMax) {
        return content(entry, bytesMax);
    }

    private ZipContent content(ZipEntry entry, long bytesMax) {
        if (!entry.readable()) {
            throw ArchiveException.unsupported(
                    "zip entry " + ArchiveException.quote(entry.rawPath()),
                    entry.localHeaderOffset(),
                    "what the headers tell (" + entry.problems() + ")");
        }
        MemorySegment bytes = zip.slice(contentOffset(entry.localHeaderOffset()), entry.compressedBytes());
        return new ZipContent(entry, bytes, budget, bytesMax);
    }

    private long contentOffset(long local) {
        return local + LOCAL_BYTES + zip.u16(local + 26) + zip.u16(local + 28);
    }

    private List<ZipEntry> readDirectory() {
        List<ZipEntry> read = new ArrayList<>();
        long at = directory.start();
        while (zip.has(at, CENTRAL_BYTES)
                && at + CENTRAL_BYTES <= directory.end()
                && zip.isAt(at, ZipDirectory.HEADER_SIGNATURE)) {
            long size = CENTRAL_BYTES + zip.u16(at + 28) + zip.u16(at + 30) + (long) zip.u16(at + 32);
            if (at + size > directory.end()) {
                throw ArchiveException.truncated("zip", at, "a header of the central directory");
            }
            if (read.size() >= limits.entriesMax()) {
                throw ArchiveException.limit("zip", at, "entriesMax", limits.entriesMax(), directory.count());
            }
            read.add(entry(at));
            at += size;
        }
        markOverlaps(read);
        markDuplicates(read);
        return read;
    }

    private ZipEntry entry(long at) {
        int nameBytes = zip.u16(at + 28);
        if (nameBytes > limits.pathBytesMax()) {
            throw ArchiveException.limit("zip path", at, "pathBytesMax", limits.pathBytesMax(), nameBytes);
        }
        int flags = zip.u16(at + 8);
        int method = zip.u16(at + 10);
        String name = zip.text(at + CENTRAL_BYTES, nameBytes);
        Zip64 sizes = Zip64.ofCentral(zip, at);
        long local = sizes.offset() + directory.prefixBytes();
        ZipEntry entry = new ZipEntry(
                name,
                EntryPath.normalise(name),
                method,
                sizes.compressed(),
                sizes.expanded(),
                zip.u32(at + 16),
                local,
                Set.of());
        if ((flags & 1) != 0 || method == AES_METHOD) {
            entry = entry.with(ZipProblem.ENCRYPTED);
        } else if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED) {
            entry = entry.with(ZipProblem.UNSUPPORTED_METHOD);
        }
        return withLocalProblems(entry, at, sizes.offset() >= 0);
    }

    /** Compares the local header with the central one at {@code at}. */
    private ZipEntry withLocalProblems(ZipEntry entry, long at, boolean offsetFits) {
        long local = entry.localHeaderOffset();
        if (!offsetFits || !zip.has(local, LOCAL_BYTES)) {
            return entry.with(ZipProblem.OUT_OF_BOUNDS);
        }
        if (!zip.isAt(local, LOCAL_SIGNATURE)) {
            return entry.with(ZipProblem.LOCAL_HEADER_MISSING);
        }
        long content = contentOffset(local);
        if (!zip.has(content, entry.compressedBytes()) || content + entry.compressedBytes() > directory.start()) {
            return entry.with(ZipProblem.OUT_OF_BOUNDS);
        }
        int nameBytes = zip.u16(at + 28);
        boolean sameName =
                zip.u16(local + 26) == nameBytes && zip.sameBytes(local + LOCAL_BYTES, at + CENTRAL_BYTES, nameBytes);
        boolean described = (zip.u16(local + 6) & DESCRIPTOR_FLAG) != 0;
        boolean sameSizes = described
                || (zip.u32(local + 14) == entry.crc32()
                        && sameSize(zip.u32(local + 18), entry.compressedBytes())
                        && sameSize(zip.u32(local + 22), entry.expandedBytes()));
        boolean same = sameName && sameSizes && zip.u16(local + 8) == entry.method();
        return same ? entry : entry.with(ZipProblem.LOCAL_HEADER_DIFFERS);
    }

    /** Zip64 local headers hold the true size elsewhere. */
    private static boolean sameSize(long local, long central) {
        return local == central || local == 0xffff_ffffL;
    }

    /** Sorted by place, an entry overlaps if it begins before the farthest end of those before it. */
    private void markOverlaps(List<ZipEntry> read) {
        List<Integer> order = new ArrayList<>();
        boolean isSorted = true; // nearly every directory is
        long last = -1;
        for (int i = 0; i < read.size(); i++) {
            Set<ZipProblem> problems = read.get(i).problems();
            if (problems.isEmpty()
                    || (!problems.contains(ZipProblem.OUT_OF_BOUNDS)
                            && !problems.contains(ZipProblem.LOCAL_HEADER_MISSING))) {
                long offset = read.get(i).localHeaderOffset();
                isSorted &= last <= offset;
                last = offset;
                order.add(i);
            }
        }
        if (!isSorted) {
            order.sort(Comparator.comparingLong(i -> read.get(i).localHeaderOffset()));
        }
        long farthest = directory.prefixBytes();
        int farthestIndex = -1;
        for (int i : order) {
            ZipEntry entry = read.get(i);
            long end = contentOffset(entry.localHeaderOffset()) + entry.compressedBytes();
            if (entry.localHeaderOffset() < farthest && farthestIndex >= 0) {
                read.set(farthestIndex, read.get(farthestIndex).with(ZipProblem.OVERLAPS));
                read.set(i, entry.with(ZipProblem.OVERLAPS));
            }
            if (end > farthest) {
                farthest = end;
                farthestIndex = i;
            }
        }
    }

    private static void markDuplicates(List<ZipEntry> read) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            Integer earlier = first.putIfAbsent(read.get(i).rawPath(), i);
            if (earlier != null) {
                read.set(earlier, read.get(earlier).with(ZipProblem.DUPLICATE_PATH));
                read.set(i, read.get(i).with(ZipProblem.DUPLICATE_PATH));
            }
        }
    }
}
