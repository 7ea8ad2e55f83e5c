package io.tidewaiter.catalog.elf;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Places of a file that are kept, without overlap, up to a number of bytes; and where each comes to lie. */
final class Ranges {
    private final long fileBytes;
    private final long bytesMax;
    private final TreeMap<Long, Long> ends = new TreeMap<>();
    private long bytes;

    Ranges(long fileBytes, long bytesMax) {
        this.fileBytes = fileBytes;
        this.bytesMax = bytesMax;
    }

    /** Keeps what lies between two places; where it does not fit, its beginning and its end, as much as fits of both. */
    void keep(long from, long to) {
        keep(from, to, Long.MAX_VALUE);
    }

    /** The same, of which no more than so many bytes. */
    void keep(long from, long to, long most) {
        long begin = Math.clamp(from, 0, fileBytes);
        long end = Math.clamp(to, begin, fileBytes);
        long left = Math.min(most, bytesMax - bytes);
        if (end - begin - kept(begin, end) <= left) {
            add(begin, end);
        } else {
            add(begin, begin + left / 2);
            add(end - left / 2, end);
        }
    }

    private long kept(long from, long to) {
        long kept = 0;
        for (Map.Entry<Long, Long> range : ends.headMap(to, false).entrySet()) {
            kept += Math.max(0, Math.min(to, range.getValue()) - Math.max(from, range.getKey()));
        }
        return kept;
    }

    private void add(long from, long to) {
        if (from >= to) {
            return;
        }
        long begin = from;
        long end = to;
        Map.Entry<Long, Long> before = ends.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            begin = before.getKey();
        }
        for (Map.Entry<Long, Long> next = ends.ceilingEntry(begin);
                next != null && next.getKey() <= end;
                next = ends.ceilingEntry(begin)) {
            end = Math.max(end, next.getValue());
            bytes -= next.getValue() - next.getKey();
            ends.remove(next.getKey());
        }
        ends.put(begin, end);
        bytes += end - begin;
    }

    /** How many bytes are kept. */
    int bytes() {
        return (int) bytes;
    }

    /** The kept ranges, each by its beginning. */
    NavigableMap<Long, Long> all() {
        return ends;
    }

    /** Whether all between two places is kept. */
    boolean has(long from, long to) {
        Map.Entry<Long, Long> range = ends.floorEntry(from);
        return range != null && from <= to && to <= range.getValue();
    }

    /** Where a kept place lies when the ranges are put one behind the other. */
    long place(long of) {
        long place = 0;
        for (Map.Entry<Long, Long> range : ends.headMap(of, true).entrySet()) {
            place += Math.min(of, range.getValue()) - range.getKey();
        }
        return place;
    }
}
