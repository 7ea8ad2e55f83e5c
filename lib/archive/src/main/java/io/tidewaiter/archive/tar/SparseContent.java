package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ByteSink;

/** Turns the stored stretches of a sparse file into the file, holes as zeros, and bounds what the holes may cost. */
final class SparseContent implements ByteSink {
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final SparseMap map;
    private final long realSize;
    private final ByteSink out;
    private final TarBudget budget;
    private int index;
    private long position;

    SparseContent(SparseMap map, long realSize, ByteSink out, TarBudget budget) {
        this.map = map;
        this.realSize = realSize;
        this.out = out;
        this.budget = budget;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            while (position >= map.end(index)) {
                index++;
            }
            zeros(map.offset(index));
            int count = (int) Math.min(left, map.end(index) - position);
            out.write(buffer, from, count);
            position += count;
            from += count;
            left -= count;
        }
    }

    void finish() {
        zeros(realSize);
    }

    private void zeros(long until) {
        while (position < until) {
            int count = (int) Math.min(ZEROS.length, until - position);
            budget.hole(count);
            out.write(ZEROS, 0, count);
            position += count;
        }
    }
}
