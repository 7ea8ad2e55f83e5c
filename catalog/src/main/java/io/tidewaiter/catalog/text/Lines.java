package io.tidewaiter.catalog.text;

import java.nio.charset.StandardCharsets;

/**
 * Walks the lines of a text without copying any of it: a line is a range of bytes, and becomes a string only where
 * somebody asks. So a line of a gigabyte that nobody wants costs one pass over it and no memory.
 *
 * <p>A line ends at {@code \n}; carriage returns in front of it belong to the end, not to the line.
 */
public final class Lines {
    private final byte[] content;
    private int start;
    private int end;
    private int next;
    private int number;

    public Lines(byte[] content) {
        this.content = content;
    }

    /** Goes to the next line; false at the end of the text. */
    public boolean next() {
        if (next >= content.length) {
            return false;
        }
        start = next;
        int at = start;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        next = at + 1;
        while (at > start && content[at - 1] == '\r') {
            at--;
        }
        end = at;
        number++;
        return true;
    }

    /** The line's number, from 1. */
    public int number() {
        return number;
    }

    /** Bytes of the line. */
    public int length() {
        return end - start;
    }

    /** The byte at a position of the line, or -1 behind its end. */
    public int at(int position) {
        return start + position < end ? content[start + position] & 0xff : -1;
    }

    /** Whether there is nothing in the line but spaces and tabs. */
    public boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (!isSpace(content[i])) {
                return false;
            }
        }
        return true;
    }

    /** The first position of a byte in the line's first {@code within} bytes, or -1. */
    public int find(char wanted, int within) {
        int limit = Math.min(end, start + Math.min(within, length()));
        for (int i = start; i < limit; i++) {
            if (content[i] == wanted) {
                return i - start;
            }
        }
        return -1;
    }

    /** Whether the line's first bytes are these ASCII letters, in either case. */
    public boolean startsWithIgnoringCase(String letters) {
        if (length() < letters.length()) {
            return false;
        }
        for (int i = 0; i < letters.length(); i++) {
            if (Character.toLowerCase((char) (content[start + i] & 0xff)) != Character.toLowerCase(letters.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The rest of the line from a position, without spaces around it, at most so many bytes; UTF-8. */
    public String text(int from, int bytesMax) {
        int first = Math.min(end, start + from);
        while (first < end && isSpace(content[first])) {
            first++;
        }
        int last = end;
        while (last > first && isSpace(content[last - 1])) {
            last--;
        }
        return new String(content, first, Math.min(last - first, bytesMax), StandardCharsets.UTF_8);
    }

    /**
     * The rest of the line from a position as a path in the form of {@link io.tidewaiter.archive.EntryPath}, where one pass
     * over its bytes shows that nothing but spaces and the root stand before that form. Nearly all lines of file lists are
     * so, and a Debian has a hundred thousand of them.
     *
     * @return empty where it has to be looked at more closely: other than ASCII, spaces, dots or slashes that begin a
     *     segment, more than {@code bytesMax} bytes
     */
    public String plainPath(int from, int bytesMax) {
        int first = Math.min(end, start + from);
        while (first < end && isSpace(content[first])) {
            first++;
        }
        if (first < end && content[first] == '/') {
            first++;
        }
        boolean begins = true;
        for (int i = first; i < end; i++) {
            byte next = content[i];
            if (next <= ' ' || (begins && (next == '/' || next == '.'))) {
                return "";
            }
            begins = next == '/';
        }
        boolean isPlain = !begins && end - first <= bytesMax;
        return isPlain ? new String(content, first, end - first, StandardCharsets.ISO_8859_1) : "";
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
