package io.tidewaiter.advisory;

import java.nio.ByteBuffer;

/** Entries of different lengths in one section, found by the offsets in another; every offset is checked. */
final class Table {
    private final ByteBuffer offsets;
    private final ByteBuffer entries;
    private final int count;

    /** Both little-endian, from 0 to their limits; nobody moves them. */
    Table(ByteBuffer offsets, ByteBuffer entries) {
        int slots = offsets.limit() / 4;
        if (offsets.limit() % 4 != 0 || slots == 0) {
            throw AdvisoryException.corrupt("a table of offsets has a length that cannot be");
        }
        this.offsets = offsets;
        this.entries = entries;
        this.count = slots - 1;
    }

    int count() {
        return count;
    }

    private int from(int index) {
        if (index < 0 || index >= count) {
            throw AdvisoryException.corrupt("entry " + index + " of " + count + " is asked for");
        }
        return offsets.getInt(index * 4);
    }

    private int to(int index, int from) {
        int to = offsets.getInt(index * 4 + 4);
        if (from < 0 || from > to || to > entries.limit()) {
            throw AdvisoryException.corrupt("entry " + index + " lies outside its section");
        }
        return to;
    }

    byte[] bytes(int index) {
        int from = from(index);
        byte[] bytes = new byte[to(index, from) - from];
        entries.get(from, bytes);
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
        int from = from(index) + skipped;
        int length = to(index, from - skipped) - from;
        int both = Math.min(length, key.length);
        for (int i = 0; i < both; i++) {
            int difference = (entries.get(from + i) & 0xff) - (key[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(length, key.length);
    }
}
