package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.archive.Limits;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry that is being put together: its extension headers, then its header, then its sparse map. */
final class Pending {
    private static final int BLOCK = TarHeader.BLOCK;
    private static final int SPARSE_PAIR = 24;

    private final Limits limits;
    private long startOffset = -1;
    private long extensionBytes;
    private byte extensionFlag;
    private byte[] extension = new byte[0];
    private int extensionFill;

    private PaxRecords pax = PaxRecords.NONE;
    private @Nullable String longName;
    private @Nullable String longLink;

    private long storedSize;
    private @Nullable SparseMap sparseMap;
    private boolean moreSparseBlocks;
    private boolean sparseTextFollows;
    private SparseText sparseText = new SparseText();

    Pending(Limits limits) {
        this.limits = limits;
    }

    /** For the next entry; the same object where nothing was gathered, which is nearly always. */
    Pending next() {
        return startOffset < 0 && sparseMap == null ? this : new Pending(limits);
    }

    /** Whether extension headers wait for their entry. */
    boolean begun() {
        return startOffset >= 0;
    }

    /** An extension header begins. Chains of them are bounded together, each with its block. */
    void begin(byte flag, long size, long offset) {
        if (startOffset < 0 && flag != 'g') {
            startOffset = offset;
        }
        spend(BLOCK, offset);
        spend(size, offset);
        extensionFlag = flag;
        extension = new byte[(int) size];
        extensionFill = 0;
    }

    void append(byte[] buffer, int at, int count) {
        System.arraycopy(buffer, at, extension, extensionFill, count);
        extensionFill += count;
    }

    /** The extension header is complete; true if it was a global one with records that we leave out. */
    boolean end() {
        switch (extensionFlag) {
            case 'x' -> pax = PaxRecords.parse(extension, extensionFill, startOffset);
            case 'L' -> longName = untilNul();
            case 'K' -> longLink = untilNul();
            default -> {
                extensionBytes = startOffset < 0 ? 0 : extensionBytes;
                return PaxRecords.parse(extension, extensionFill, 0).wouldChangeEntries();
            }
        }
        return false;
    }

    private String untilNul() {
        int end = 0;
        while (end < extensionFill && extension[end] != 0) {
            end++;
        }
        return TarText.decode(extension, 0, end);
    }

    TarEntry entry(TarHeader header, byte flag, long offset) {
        long headerOffset = startOffset < 0 ? offset : startOffset;
        String path = name(header);
        TarType type = type(flag, path);
        storedSize = hasContent(type) ? pax.number("size", header.size()) : 0;
        long size = storedSize;
        if (flag == 'S') {
            size = header.strict(483, 12);
        } else if (!pax.isEmpty() && hasContent(type)) {
            String sparsePath = paxSparse(offset);
            path = sparsePath.isEmpty() ? path : sparsePath;
            if (sparseMap != null || sparseTextFollows) {
                size = pax.number("GNU.sparse.size", pax.number("GNU.sparse.realsize", storedSize));
            }
        }
        boolean linked = type == TarType.SYMLINK || type == TarType.HARDLINK;
        boolean device = type == TarType.CHAR || type == TarType.BLOCK;
        return new TarEntry(
                bounded(path, offset),
                EntryPath.normalise(path),
                type,
                header.mode(),
                size,
                linked ? bounded(link(header), offset) : "",
                pax.number("uid", header.uid()),
                pax.number("gid", header.gid()),
                pax.seconds("mtime", header.mtimeSeconds()),
                device ? header.devMajor() : 0,
                device ? header.devMinor() : 0,
                pax.kept(),
                headerOffset);
    }

    private String name(TarHeader header) {
        Optional<String> extended = longName != null ? Optional.of(longName) : pax.text("path");
        return extended.isPresent() ? extended.get() : header.name();
    }

    private String link(TarHeader header) {
        Optional<String> extended = longLink != null ? Optional.of(longLink) : pax.text("linkpath");
        return extended.isPresent() ? extended.get() : header.linkName();
    }

    /** GNU's three PAX sparse formats; returns the file's real path, empty if the entry is not sparse or has none. */
    private String paxSparse(long offset) {
        String major = pax.text("GNU.sparse.major").orElse("");
        String minor = pax.text("GNU.sparse.minor").orElse("");
        String map = pax.text(PaxRecords.SPARSE_MAP).orElse("");
        if (major.equals("1") && minor.equals("0")) {
            sparseTextFollows = true;
        } else if ((major + minor).isEmpty() && map.isEmpty()) {
            return "";
        } else if ((major + minor).isEmpty() || major.equals("0")) {
            sparseMap = map.isEmpty() ? new SparseMap(offset) : SparseMap.parse(pax, map, offset);
        } else {
            throw ArchiveException.unsupported("tar", offset, "GNU sparse format " + ArchiveException.quote(major));
        }
        return pax.text("GNU.sparse.name").orElse("");
    }

    private static TarType type(byte flag, String path) {
        return switch (flag) {
            case '0', '7', 'S' -> TarType.REGULAR;
            case 0 -> path.endsWith("/") ? TarType.DIRECTORY : TarType.REGULAR;
            case '1' -> TarType.HARDLINK;
            case '2' -> TarType.SYMLINK;
            case '3' -> TarType.CHAR;
            case '4' -> TarType.BLOCK;
            case '5' -> TarType.DIRECTORY;
            case '6' -> TarType.FIFO;
            default -> TarType.OTHER;
        };
    }

    private static boolean hasContent(TarType type) {
        return type == TarType.REGULAR || type == TarType.OTHER;
    }

    /** Bytes of content in the archive, a sparse map of format 1.0 included. */
    long storedSize() {
        return storedSize;
    }

    /** The four pairs in the header itself (old GNU format). */
    void oldSparse(TarHeader header, long offset) {
        sparseMap = new SparseMap(offset);
        pairs(header, 386, 4);
        moreSparseBlocks = header.raw(482) != 0;
    }

    void sparseBlock(TarHeader extensionBlock, long offset) {
        spend(BLOCK, offset);
        pairs(extensionBlock, 0, 21);
        moreSparseBlocks = extensionBlock.raw(504) != 0;
    }

    private void pairs(TarHeader header, int at, int count) {
        SparseMap map = sparseMap;
        for (int i = 0; map != null && i < count && header.raw(at + i * SPARSE_PAIR) != 0; i++) {
            map.add(header.strict(at + i * SPARSE_PAIR, 12), header.strict(at + i * SPARSE_PAIR + 12, 12));
        }
    }

    boolean moreSparseBlocks() {
        return moreSparseBlocks;
    }

    boolean sparseTextFollows() {
        return sparseTextFollows;
    }

    /** One block of a map of format 1.0; true when the map is complete. */
    boolean sparseText(byte[] bytes, int at, long offset) {
        spend(BLOCK, offset);
        boolean complete = sparseText.add(bytes, at, offset);
        if (complete) {
            sparseMap = sparseText.map(offset);
        }
        return complete;
    }

    Optional<SparseMap> sparseMap() {
        return Optional.ofNullable(sparseMap);
    }

    private void spend(long bytes, long offset) {
        extensionBytes += Math.min(bytes, Integer.MAX_VALUE);
        if (extensionBytes > limits.paxBytesMax()) {
            throw ArchiveException.limit(
                    "tar extension headers", offset, "paxBytesMax", limits.paxBytesMax(), extensionBytes);
        }
    }

    private String bounded(String path, long offset) {
        int max = limits.pathBytesMax();
        if (path.length() > max / 3 && (path.length() > max || TarText.encode(path).length > max)) {
            throw ArchiveException.limit("tar path", offset, "pathBytesMax", max, path.length());
        }
        return path;
    }

    /** The decimal numbers, one a line, of a sparse map of format 1.0. */
    private static final class SparseText {
        private long[] numbers = new long[64];
        private int count;
        private long value;
        private boolean digits;

        /** True once the announced number of pairs is there; the rest of the block is padding. */
        boolean add(byte[] bytes, int at, long offset) {
            for (int i = at; i < at + BLOCK; i++) {
                if (bytes[i] == '\n' && digits) {
                    keep(value);
                    if (count == 1 + 2 * numbers[0]) {
                        return true;
                    }
                } else if (bytes[i] >= '0' && bytes[i] <= '9' && value < Long.MAX_VALUE / 10 - 1) {
                    value = value * 10 + (bytes[i] - '0');
                    digits = true;
                } else {
                    throw ArchiveException.corrupt("tar", offset, "a sparse map that is not made of numbers");
                }
            }
            return false;
        }

        private void keep(long number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
            value = 0;
            digits = false;
        }

        SparseMap map(long offset) {
            SparseMap map = new SparseMap(offset);
            for (int i = 1; i < count; i += 2) {
                map.add(numbers[i], numbers[i + 1]);
            }
            return map;
        }
    }
}
