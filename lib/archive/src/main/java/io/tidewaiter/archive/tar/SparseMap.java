package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import java.util.Arrays;

/** Which stretches of a sparse file are stored (GNU tar manual, "Storing Sparse Files"), in ascending order. */
final class SparseMap {
    private final long archiveOffset;
    private long[] offsets = new long[16];
    private long[] lengths = new long[16];
    private int count;
    private long stored;
    private long reach;

    SparseMap(long archiveOffset) {
        this.archiveOffset = archiveOffset;
    }

    /** From {@code offset,length,offset,length,...} (PAX format 0.1). */
    static SparseMap parse(PaxRecords pax, String text, long archiveOffset) {
        SparseMap map = new SparseMap(archiveOffset);
        String[] numbers = text.split(",", -1);
        if (numbers.length % 2 != 0) {
            throw map.corrupt("a sparse map with an odd number of numbers");
        }
        for (int i = 0; i < numbers.length; i += 2) {
            map.add(pax.decimal(numbers[i]), pax.decimal(numbers[i + 1]));
        }
        return map;
    }

    void add(long offset, long length) {
        long end = offset + length;
        if (offset < reach || end < offset) {
            throw corrupt("a sparse map that overlaps itself or is not in order");
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        offsets[count] = offset;
        lengths[count] = length;
        count++;
        stored += length;
        reach = end;
    }

    /** The map has to describe exactly the bytes that are stored and stay within the file. */
    void verify(long storedSize, long realSize) {
        if (stored != storedSize || reach > realSize) {
            throw corrupt("a sparse map of %d bytes up to %d for a file of %d that stores %d"
                    .formatted(stored, reach, realSize, storedSize));
        }
    }

    int count() {
        return count;
    }

    long offset(int index) {
        return offsets[index];
    }

    long end(int index) {
        return offsets[index] + lengths[index];
    }

    private ArchiveException corrupt(String saw) {
        return ArchiveException.corrupt("tar", archiveOffset, saw);
    }
}
