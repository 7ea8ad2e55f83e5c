package io.tidewaiter.catalog.golang;

import java.util.List;

/**
 * What a program maps into memory from its file, and where build information may lie.
 *
 * @param mapped every mapped part
 * @param searched where to look, in this order
 */
record ProgramImage(ProgramBytes bytes, List<Part> mapped, List<Part> searched) {
    ProgramImage {
        mapped = List.copyOf(mapped);
        searched = List.copyOf(searched);
    }

    /** A run of the file that is mapped at an address; all of it lies in the file. */
    record Part(long address, long offset, long length) {}

    /** A part as headers claim it, cut to what the file has; empty where nothing of it is in the file. */
    static List<Part> part(ProgramBytes bytes, long address, long offset, long length) {
        if (offset < 0 || length <= 0 || offset >= bytes.size()) {
            return List.of();
        }
        return List.of(new Part(address, offset, Math.min(length, bytes.size() - offset)));
    }

    /** Where in the file {@code count} bytes of an address are; -1 where they are not mapped from it. */
    long offsetOf(long address, long count) {
        for (Part part : mapped) {
            long into = address - part.address;
            if (into >= 0 && count >= 0 && count <= part.length && into <= part.length - count) {
                return part.offset + into;
            }
        }
        return -1;
    }
}
