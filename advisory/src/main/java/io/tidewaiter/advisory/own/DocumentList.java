package io.tidewaiter.advisory.own;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file that holds many documents as one JSON array, as exports do. It is only cut into its elements here, at the commas
 * between them; whoever reads an element says what is wrong with it.
 */
public final class DocumentList {
    private static final int ELEMENTS_MAX = 1_000_000;

    private DocumentList() {}

    /** The elements of the array; empty where the bytes are no array of objects, or one that does not end. */
    public static List<byte[]> of(byte[] bytes) {
        int at = blanks(bytes, 0);
        if (at >= bytes.length || bytes[at] != '[') {
            return List.of();
        }
        List<byte[]> elements = new ArrayList<>();
        at = blanks(bytes, at + 1);
        while (at < bytes.length && bytes[at] == '{' && elements.size() < ELEMENTS_MAX) {
            int end = end(bytes, at);
            if (end < 0) {
                return List.of();
            }
            elements.add(Arrays.copyOfRange(bytes, at, end));
            at = blanks(bytes, end);
            if (at < bytes.length && bytes[at] == ']') {
                return elements;
            }
            at = at < bytes.length && bytes[at] == ',' ? blanks(bytes, at + 1) : bytes.length;
        }
        return List.of();
    }

    private static int blanks(byte[] bytes, int from) {
        int at = from;
        boolean hasMark = from == 0 && bytes.length > 2 && (bytes[0] & 0xff) == 0xef;
        at += hasMark ? 3 : 0;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Where the object that begins there ends, or -1. */
    private static int end(byte[] bytes, int from) {
        int depth = 0;
        boolean inText = false;
        for (int at = from; at < bytes.length; at++) {
            byte b = bytes[at];
            if (inText) {
                at += b == '\\' ? 1 : 0;
                inText = b != '"';
            } else if (b == '"') {
                inText = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }
}
