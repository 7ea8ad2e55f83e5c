package io.tidewaiter.catalog.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A run of bytes that is searched for in programs, by Horspool's table: where the byte under its end does not fit, the
 * search goes on by as many bytes as fit nowhere before. Programs are of megabytes and most searches find nothing, in a
 * process that lives too short for the optimising compiler: a byte looked at costs more than a table made.
 */
public final class Needle {
    private final byte[] wanted;
    private final int[] steps = new int[256];

    /**
     * @param wanted at least one byte
     * @throws IllegalArgumentException if there is none
     */
    public Needle(byte[] wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("nothing to search for");
        }
        this.wanted = wanted.clone();
        Arrays.fill(steps, wanted.length);
        for (int i = 0; i < wanted.length - 1; i++) {
            steps[wanted[i] & 0xff] = wanted.length - 1 - i;
        }
    }

    /** Of ISO 8859-1 text. */
    public static Needle of(String text) {
        return new Needle(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** How many bytes it has. */
    public int length() {
        return wanted.length;
    }

    /** Whether it is anywhere. */
    public boolean isIn(byte[] bytes) {
        return next(bytes, 0, bytes.length) >= 0;
    }

    /**
     * Where it is next.
     *
     * @param from the first place that is looked at, 0 at least
     * @param end it ends there at the latest
     * @return its first byte's place; -1 where it is not
     */
    public int next(byte[] bytes, int from, int end) {
        int last = wanted.length - 1;
        byte lastByte = wanted[last];
        for (int at = from + last; at < end; at += steps[bytes[at] & 0xff]) {
            if (bytes[at] == lastByte && isAt(bytes, at - last)) {
                return at - last;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int at) {
        for (int i = 0; i < wanted.length - 1; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
