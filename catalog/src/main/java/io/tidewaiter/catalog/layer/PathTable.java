package io.tidewaiter.catalog.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * All paths of a layer in {@link PathOrder}, front-coded; read by a {@link Cursor}.
 *
 * @param pieces the coded bytes; no entry is split between two
 */
public record PathTable(List<byte[]> pieces) {
    /** A layer without entries. */
    public static final PathTable EMPTY = new PathTable(List.of());

    private static final int PATH_BYTES_MAX = 0xffff;

    public PathTable {
        pieces = List.copyOf(pieces);
    }

    /** Starts before the first entry. */
    public Cursor cursor() {
        return new Cursor(pieces);
    }

    /** Walks the entries; a table whose order or lengths are wrong throws {@link FactsException}. */
    public static final class Cursor {
        private final List<byte[]> pieces;
        private int piece;
        private byte[] bytes = {};
        private int at;
        private byte[] path = new byte[256];
        private int length = -1;
        private int marks;
        private int targetAt;
        private int targetLength;

        private Cursor(List<byte[]> pieces) {
            this.pieces = pieces;
        }

        /** Goes to the next entry; false at the end. */
        public boolean next() {
            while (at == bytes.length) {
                if (piece == pieces.size()) {
                    return false;
                }
                bytes = pieces.get(piece++);
                at = 0;
            }
            read();
            return true;
        }

        private void read() {
            marks = number(EntryMarks.ALL);
            int shared = number(Math.max(length, 0));
            int suffix = number(PATH_BYTES_MAX);
            int from = skip(suffix);
            int newLength = shared + suffix;
            if (newLength > PATH_BYTES_MAX) {
                throw new FactsException("a path is longer than any reader lets through");
            }
            // What both share decides nothing.
            if (length >= 0 && PathOrder.compare(path, shared, length - shared, bytes, from, suffix) >= 0) {
                throw new FactsException("paths are out of order");
            }
            if (path.length < newLength) {
                path = Arrays.copyOf(path, newLength * 2);
            }
            System.arraycopy(bytes, from, path, shared, suffix);
            length = newLength;
            targetLength = EntryMarks.hasTarget(marks) ? number(PATH_BYTES_MAX) : 0;
            targetAt = skip(targetLength);
        }

        /** As {@link FactsReader#number} reads it, from the array: a layer has a million of them and is walked a few times. */
        private int number(int max) {
            int value = 0;
            for (int shift = 0; shift < Integer.SIZE - 4; shift += 7) {
                if (at == bytes.length) {
                    throw new FactsException("the answer ends early");
                }
                int b = bytes[at++];
                value |= (b & 0x7f) << shift;
                if (b >= 0) {
                    if (value > max) {
                        throw new FactsException("a number is " + value + " and may be at most " + max);
                    }
                    return value;
                }
            }
            throw new FactsException("a number has too many bytes");
        }

        private int skip(int count) {
            int from = at;
            if (count > bytes.length - from) {
                throw new FactsException("the answer ends early");
            }
            at += count;
            return from;
        }

        /** The path's bytes; the first {@link #length} of them, until the next call of {@link #next}. */
        public byte[] path() {
            return path;
        }

        public int length() {
            return length;
        }

        /** {@link EntryMarks}. */
        public int marks() {
            return marks;
        }

        /** Of links, else empty. */
        public String target() {
            return targetLength == 0 ? "" : new String(bytes, targetAt, targetLength, StandardCharsets.UTF_8);
        }

        /** The path as text. */
        public String text() {
            return new String(path, 0, length, StandardCharsets.UTF_8);
        }
    }
}
