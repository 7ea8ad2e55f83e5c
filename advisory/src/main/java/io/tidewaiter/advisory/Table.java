package io.tidewaiter.advisory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Entries of different lengths in one section, found by the offsets in another; every offset is checked. */
final class Table {
    private static final ValueLayout.OfInt OFFSET = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment offsets;
    private final MemorySegment entries;
    private final int count;

    Table(MemorySegment offsets, MemorySegment entries) {
        long slots = offsets.byteSize() / 4;
        if (offsets.byteSize() % 4 != 0 || slots == 0 || slots > Integer.MAX_VALUE) {
            throw AdvisoryException.corrupt("a table of offsets has a length that cannot be");
        }
        this.offsets = offsets;
        this.entries = entries;
        this.count = (int) slots - 1;
    }

    int count() {
        return count;
    }

    private long from(int index) {
        if (index < 0 || index >= count) {
            throw AdvisoryException.corrupt("entry " + index + " of " + count + " is asked for");
        }
        return Integer.toUnsignedLong(offsets.get(OFFSET, index * 4L));
    }

    private long to(int index, long from) {
        long to = Integer.toUnsignedLong(offsets.get(OFFSET, index * 4L + 4));
        if (from > to || to > entries.byteSize() || to - from > Integer.MAX_VALUE) {
            throw AdvisoryException.corrupt("entry " + index + " lies outside its section");
        }
        return to;
    }

    byte[] bytes(int index) {
        long from = from(index);
        byte[] bytes = new byte[(int) (to(index, from) - from)];
        MemorySegment.copy(entries, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        return bytes;
    }

    /** Index of the first entry that is not below the key, comparing unsigned bytes. */
    int lowerBound(byte[] key) {
        return lowerBound(new Part(0, count, 0), key);
    }

    /**
     * A part of the table in which all entries begin alike.
     *
     * @param from the first
     * @param to behind the last
     * @param skipped how many bytes at the beginning of each are not compared
     */
    record Part(int from, int to, int skipped) {}

    int lowerBound(Part part, byte[] key) {
        int low = part.from();
        int high = part.to();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, part.skipped(), key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The entries that begin with the text. */
    Part part(byte[] beginning) {
        int from = lowerBound(beginning);
        byte[] end = beginning.clone();
        end[end.length - 1]++; // the last byte is the zero between an ecosystem and a name
        return new Part(from, lowerBound(end), beginning.length);
    }

    /** Where in the part the entry is that goes on with the key; -1 where there is none. */
    int find(Part part, byte[] key) {
        int at = lowerBound(part, key);
        return at < part.to() && compare(at, part.skipped(), key) == 0 ? at : -1;
    }

    private int compare(int index, int skipped, byte[] key) {
        long from = from(index) + skipped;
        long length = to(index, from - skipped) - from;
        long both = Math.min(length, key.length);
        for (int i = 0; i < both; i++) {
            int difference = (entries.get(ValueLayout.JAVA_BYTE, from + i) & 0xff) - (key[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return Long.compare(length, key.length);
    }
}
