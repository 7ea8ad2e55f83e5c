package io.tidewaiter.catalog.layer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the paths of a layer in the order of its tar, and writes them sorted and front-coded.
 *
 * <p>Problem: a hostile layer has millions of entries, and the cell has a few hundred megabytes. Choice: the bytes of all
 * paths in chunks of one megabyte, one {@code int} per entry for its place, a merge sort that uses the runs that tars
 * have (they are written folder by folder). Cost: the path's bytes and 14 more per entry, 8 of them while sorting;
 * 3 million entries of 40 bytes take 160 MB. Rejected: strings in a map, 140 bytes more per entry.
 */
public final class PathTableBuilder {
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
    private static final int HEAD_BYTES = 6;
    /** Where an entry has the lengths of its texts, behind its marks. */
    private static final int PATH_LENGTH = 2;

    private static final int TARGET_LENGTH = 4;
    private static final int TEXT_BYTES_MAX = 0xffff;
    /** Links to links that are followed, and entries of one path that are looked at for it. */
    private static final int HOPS_MAX = 4;

    private static final int ENTRIES_OF_PATH_MAX = 8;
    private static final int OUT_BYTES = 64 * 1024;

    private final List<byte[]> chunks = new ArrayList<>();
    private int fill = CHUNK_BYTES;
    private int[] places = new int[1024];
    private int count;

    /**
     * Adds an entry.
     *
     * @param marks {@link EntryMarks}
     * @param target of a link, else empty
     * @return its place, for {@link #mark}
     */
    public int add(int marks, byte[] path, byte[] target) {
        if (path.length > TEXT_BYTES_MAX || target.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("the reader's limits hold paths below 64 KiB");
        }
        int bytes = HEAD_BYTES + path.length + target.length;
        if (fill + bytes > CHUNK_BYTES) {
            chunks.add(new byte[CHUNK_BYTES]);
            fill = 0;
        }
        byte[] chunk = chunks.getLast();
        int place = ((chunks.size() - 1) << CHUNK_BITS) | fill;
        putShort(chunk, fill, marks);
        putShort(chunk, fill + PATH_LENGTH, path.length);
        putShort(chunk, fill + TARGET_LENGTH, target.length);
        System.arraycopy(path, 0, chunk, fill + HEAD_BYTES, path.length);
        System.arraycopy(target, 0, chunk, fill + HEAD_BYTES + path.length, target.length);
        fill += bytes;
        if (count == places.length) {
            places = Arrays.copyOf(places, count + (count >> 1));
        }
        places[count++] = place;
        return place;
    }

    /** Adds a mark to an entry. */
    void mark(int place, int mark) {
        putShort(chunk(place), offset(place), marks(place) | mark);
    }

    /** Takes marks away again. */
    void unmark(int place, int mark) {
        putShort(chunk(place), offset(place), marks(place) & ~mark);
    }

    /** The table itself, for who stays in this process. */
    public PathTable table() {
        List<byte[]> pieces = new ArrayList<>();
        try {
            pieces(pieces::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return new PathTable(pieces);
    }

    /** Writes the table in pieces of a length and that many bytes; a length of zero ends it. */
    void write(FactsWriter out) throws IOException {
        pieces(out::bytes);
        out.number(0);
    }

    private void pieces(PieceSink out) throws IOException {
        int[] sorted = sorted();
        ByteArrayOutputStream piece = new ByteArrayOutputStream(OUT_BYTES + 1024);
        FactsWriter entries = new FactsWriter(piece);
        int before = -1;
        for (int i = 0; i < count; ) {
            int next = i + 1;
            int marks = marks(sorted[i]);
            int last = sorted[i];
            while (next < count && compare(sorted[i], sorted[next]) == 0) {
                marks = merged(marks, marks(sorted[next]));
                last = EntryMarks.node(marks(sorted[next])) == EntryMarks.NONE ? last : sorted[next];
                next++;
            }
            entry(
                    entries,
                    before,
                    last,
                    EntryMarks.node(marks) == EntryMarks.HARDLINK ? here(sorted, last, marks) : marks);
            before = last;
            i = next;
            if (piece.size() >= OUT_BYTES) {
                flush(piece, out);
            }
        }
        flush(piece, out);
    }

    private interface PieceSink {
        void take(byte[] piece) throws IOException;
    }

    /** The later node wins; whiteouts and opaque marks speak of the layers below and stay. */
    private static int merged(int first, int later) {
        int below = (first | later) & (EntryMarks.WHITEOUT | EntryMarks.OPAQUE);
        int node = EntryMarks.node(later) == EntryMarks.NONE ? first : later;
        return (node & ~(EntryMarks.WHITEOUT | EntryMarks.OPAQUE)) | below;
    }

    private static void flush(ByteArrayOutputStream piece, PieceSink out) throws IOException {
        if (piece.size() > 0) {
            out.take(piece.toByteArray());
            piece.reset();
        }
    }

    private void entry(FactsWriter out, int before, int place, int marks) throws IOException {
        byte[] chunk = chunk(place);
        int from = offset(place) + HEAD_BYTES;
        int length = pathLength(place);
        int shared = before < 0 ? 0 : shared(before, place);
        out.number(marks);
        out.number(shared);
        out.bytes(chunk, from + shared, length - shared);
        if (EntryMarks.hasTarget(marks)) {
            out.bytes(chunk, from + length, targetLength(place));
        }
    }

    /**
     * The marks of a hard link: what leads to a file of this layer that is no program need not be looked for in the layers
     * below. To search for each costs 2 microseconds among a million entries, and no memory.
     */
    private int here(int[] sorted, int link, int marks) {
        int at = link;
        for (int hops = 0; hops < HOPS_MAX && (marks & EntryMarks.ELF) == 0; hops++) {
            at = target(sorted, at);
            int node = at < 0 ? EntryMarks.NONE : EntryMarks.node(marks(at));
            if (node != EntryMarks.HARDLINK || (marks(at) & EntryMarks.ELF) != 0) {
                boolean isHere = node == EntryMarks.REGULAR && (marks(at) & EntryMarks.ELF) == 0;
                return isHere ? marks | EntryMarks.HERE : marks & ~EntryMarks.HERE;
            }
        }
        return marks & ~EntryMarks.HERE;
    }

    /** The place of the last entry that lies where a link leads; negative where none does, or only marks. */
    private int target(int[] sorted, int link) {
        byte[] chunk = chunk(link);
        int from = offset(link) + HEAD_BYTES + pathLength(link);
        int length = targetLength(link);
        int low = 0;
        int high = count;
        while (low < high) { // to the first that lies behind it
            int middle = (low + high) >>> 1;
            int other = sorted[middle];
            int order =
                    PathOrder.compare(chunk, from, length, chunk(other), offset(other) + HEAD_BYTES, pathLength(other));
            if (order < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        for (int at = low - 1; at >= Math.max(0, low - ENTRIES_OF_PATH_MAX); at--) {
            int other = sorted[at];
            if (PathOrder.compare(chunk, from, length, chunk(other), offset(other) + HEAD_BYTES, pathLength(other))
                    != 0) {
                return -1;
            }
            if (EntryMarks.node(marks(other)) != EntryMarks.NONE) {
                return other;
            }
        }
        return -1;
    }

    private int shared(int a, int b) {
        int at = Arrays.mismatch(
                chunk(a),
                offset(a) + HEAD_BYTES,
                offset(a) + HEAD_BYTES + pathLength(a),
                chunk(b),
                offset(b) + HEAD_BYTES,
                offset(b) + HEAD_BYTES + pathLength(b));
        return at < 0 ? pathLength(b) : at;
    }

    /** Natural merge sort, stable: runs that are in order already are found, then merged pair by pair. */
    private int[] sorted() {
        int[] from = Arrays.copyOf(places, count);
        int[] to = new int[count];
        int[] runs = runs(from);
        int runCount = runs.length - 1;
        while (runCount > 1) {
            int merged = 0;
            for (int run = 0; run < runCount; run += 2) {
                int middle = runs[run + 1];
                int end = run + 2 <= runCount ? runs[run + 2] : middle;
                merge(from, runs[run], middle, end, to);
                runs[merged++] = runs[run];
            }
            runs[merged] = count;
            runCount = merged;
            int[] other = from;
            from = to;
            to = other;
        }
        return from;
    }

    /** Where each ascending run begins, and the end. */
    private int[] runs(int[] from) {
        int[] starts = new int[16];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || compare(from[i - 1], from[i]) > 0) {
                if (found + 2 > starts.length) {
                    starts = Arrays.copyOf(starts, starts.length * 2);
                }
                starts[found++] = i;
            }
        }
        starts[found] = count;
        return Arrays.copyOf(starts, found + 1);
    }

    private void merge(int[] from, int start, int middle, int end, int[] to) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft = right >= end || (left < middle && compare(from[left], from[right]) <= 0);
            to[at] = takeLeft ? from[left++] : from[right++];
        }
    }

    private int compare(int a, int b) {
        return PathOrder.compare(
                chunk(a), offset(a) + HEAD_BYTES, pathLength(a), chunk(b), offset(b) + HEAD_BYTES, pathLength(b));
    }

    private byte[] chunk(int place) {
        return chunks.get(place >>> CHUNK_BITS);
    }

    private static int offset(int place) {
        return place & (CHUNK_BYTES - 1);
    }

    /** What is marked of an entry. */
    int marks(int place) {
        return getShort(chunk(place), offset(place));
    }

    private int pathLength(int place) {
        return getShort(chunk(place), offset(place) + PATH_LENGTH);
    }

    private int targetLength(int place) {
        return getShort(chunk(place), offset(place) + TARGET_LENGTH);
    }

    private static void putShort(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static int getShort(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
