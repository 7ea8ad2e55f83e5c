package io.tidewaiter.advisory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link ByteWriter} wrote; every step is checked against the end, because the file may be hostile. */
public final class ByteReader {
    private static final int LIST_MAX = 64;

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Whether something is left. */
    public boolean hasMore() {
        return at < end;
    }

    /** The next number. */
    public long number() {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++]; // as most are
        }
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (at >= end) {
                throw AdvisoryException.corrupt("a record ends inside a number");
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw AdvisoryException.corrupt("a number is too long");
    }

    /** The next number, which counts or measures things of at least one byte each that follow. */
    public int count() {
        long count = number();
        if (count > end - at) {
            throw AdvisoryException.corrupt("a record counts more than it holds");
        }
        return (int) count;
    }

    /** As many things as the next number counts, each read by {@code next}; mostly one, which needs no copy then. */
    <T> List<T> list(Function<ByteReader, T> next) {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(next.apply(this));
        }
        List<T> list = new ArrayList<>(Math.min(count, LIST_MAX)); // what a broken record claims may be more
        for (int i = 0; i < count; i++) {
            list.add(next.apply(this));
        }
        return list;
    }

    /** The next number, which must lie below the bound. */
    public int below(int bound) {
        long value = number();
        if (value >= bound) {
            throw AdvisoryException.corrupt("a record refers to something that is not there");
        }
        return (int) value;
    }

    /** The next text. */
    public String text() {
        return text(count());
    }

    /** The next text, of which the length has been read by {@link #count}. */
    String text(int length) {
        if (length == 0) {
            return "";
        }
        if (length == 1 && bytes[at] == '0') {
            at++;
            return "0"; // where nearly every range begins
        }
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** The next text, of which it is likely that it is this one. */
    String text(String likely) {
        int length = count();
        if (length == likely.length()) {
            int same = 0;
            while (same < length && bytes[at + same] == likely.charAt(same)) {
                same++;
            }
            if (same == length) {
                at += length;
                return likely;
            }
        }
        return text(length);
    }

    /** Whether the next bytes are those that stand further ahead. */
    boolean isSame(int from, int length) {
        return Arrays.equals(bytes, from, from + length, bytes, at, at + length);
    }

    /** Passes bytes that {@link #count} has counted. */
    void skip(int length) {
        at += length;
    }

    /** Passes the next text. */
    void skipText() {
        int length = count();
        at += length;
    }

    /** What it reads from: nobody changes it. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it stands, for {@link #back}. */
    int at() {
        return at;
    }

    /** Returns to a place where it stood. */
    void back(int earlier) {
        at = earlier;
    }

    /** The bytes that are left. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    /** A reader over the next bytes, which this one then has passed. */
    public ByteReader part(int length) {
        if (length < 0 || length > end - at) {
            throw AdvisoryException.corrupt("a part is longer than what holds it");
        }
        ByteReader part = new ByteReader(bytes, at, at + length);
        at += length;
        return part;
    }
}
