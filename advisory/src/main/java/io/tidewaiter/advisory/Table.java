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

    MemorySegment entry(int index) {
        if (index < 0 || index >= count) {
            throw AdvisoryException.corrupt("entry " + index + " of " + count + " is asked for");
        }
        long from = Integer.toUnsignedLong(offsets.get(OFFSET, index * 4L));
        long to = Integer.toUnsignedLong(offsets.get(OFFSET, index * 4L + 4));
        if (from > to || to > entries.byteSize()) {
            throw AdvisoryException.corrupt("entry " + index + " lies outside its section");
        }
        return entries.asSlice(from, to - from);
    }

    byte[] bytes(int index) {
        return entry(index).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Index of the first entry that is not below the key, comparing unsigned bytes. */
    int lowerBound(byte[] key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(entry(middle), key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int compare(MemorySegment entry, byte[] key) {
        long both = Math.min(entry.byteSize(), key.length);
        for (int i = 0; i < both; i++) {
            int difference = (entry.get(ValueLayout.JAVA_BYTE, i) & 0xff) - (key[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return Long.compare(entry.byteSize(), key.length);
    }
}
