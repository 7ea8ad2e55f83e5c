package io.tidewaiter.catalog.layer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        private FactsReader reader = new FactsReader(new ByteArrayInputStream(new byte[0]));
        private ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[0]);
        private byte[] path = new byte[256];
        private byte[] before = new byte[256];
        private int length = -1;
        private int marks;
        private String target = "";

        private Cursor(List<byte[]> pieces) {
            this.pieces = pieces;
        }

        /** Goes to the next entry; false at the end. */
        public boolean next() {
            while (bytes.available() == 0) {
                if (piece == pieces.size()) {
                    return false;
                }
                bytes = new ByteArrayInputStream(pieces.get(piece++));
                reader = new FactsReader(bytes);
            }
            try {
                read();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // bytes in memory do not fail
            }
            return true;
        }

        private void read() throws IOException {
            marks = reader.number(0xff);
            int shared = reader.number(Math.max(length, 0));
            byte[] suffix = reader.bytes(PATH_BYTES_MAX);
            int newLength = shared + suffix.length;
            if (newLength > PATH_BYTES_MAX) {
                throw new FactsException("a path is longer than any reader lets through");
            }
            byte[] old = path;
            path = before.length >= newLength ? before : new byte[newLength * 2];
            System.arraycopy(old, 0, path, 0, shared);
            System.arraycopy(suffix, 0, path, shared, suffix.length);
            if (length >= 0 && PathOrder.compare(old, 0, length, path, 0, newLength) >= 0) {
                throw new FactsException("paths are out of order");
            }
            before = old;
            length = newLength;
            target = EntryMarks.hasTarget(marks) ? reader.text(PATH_BYTES_MAX) : "";
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
            return target;
        }

        /** The path as text. */
        public String text() {
            return new String(Arrays.copyOf(path, length), StandardCharsets.UTF_8);
        }
    }
}
