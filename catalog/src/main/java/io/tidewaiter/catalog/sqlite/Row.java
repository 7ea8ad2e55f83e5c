package io.tidewaiter.catalog.sqlite;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/**
 * One row of a table ("Database File Format", section 2.1). Its frame was checked; a value that is not of the asked kind,
 * or that the row does not have, is empty.
 */
public final class Row {
    private final String place;
    private final long number;
    private final Span payload;
    private final Charset charset;
    private final TableColumns columns;
    private final long[] types;
    private final int[] starts;

    Row(String place, long number, byte[] bytes, Charset charset, TableColumns columns) {
        this.place = place;
        this.number = number;
        this.payload = Span.of(bytes);
        this.charset = charset;
        this.columns = columns;
        long headerBytes = payload.varint(0);
        if (headerBytes > bytes.length) {
            throw new SqliteFault("the row's header has " + headerBytes + " bytes");
        }
        long at = payload.varintBytes(0);
        long start = headerBytes;
        long[] found = new long[16];
        int[] places = new int[16];
        int count = 0;
        while (at < headerBytes) {
            long type = payload.varint(at);
            at += payload.varintBytes(at);
            long length = bytes(type);
            if (length > bytes.length - start) {
                throw new SqliteFault("a value of the row is cut");
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
            }
            found[count] = type;
            places[count++] = (int) start;
            start += length;
        }
        this.types = Arrays.copyOf(found, count);
        this.starts = Arrays.copyOf(places, count);
    }

    /** Where it is, for a sentence: {@code cell 3 of page 7}. */
    public String place() {
        return place;
    }

    /** The row's own number. */
    public long number() {
        return number;
    }

    /** A text, at most so many bytes of it; empty where there is none. */
    public String text(String column, int bytesMax) {
        int index = index(column);
        if (index < 0 || types[index] < 13 || types[index] % 2 == 0) {
            return "";
        }
        int length = (int) Math.min(bytes(types[index]), bytesMax);
        return new String(payload.bytes(), starts[index], length, charset);
    }

    /** Bytes. */
    public Optional<byte[]> blob(String column) {
        int index = index(column);
        return index < 0 || types[index] < 12 || types[index] % 2 != 0
                ? Optional.empty()
                : Optional.of(payload.copy(starts[index], bytes(types[index])));
    }

    /** A whole number; of the column that stands for the row's number that one; 0 where there is none. */
    public long integer(String column) {
        int index = index(column);
        if (index < 0) {
            return 0;
        }
        if (types[index] == 0 && index == columns.rowNumber()) {
            return number;
        }
        if (types[index] == 9) {
            return 1;
        }
        return types[index] < 1 || types[index] > 6 ? 0 : payload.integer(starts[index], (int) bytes(types[index]));
    }

    private int index(String column) {
        int index = columns.index(column);
        return index < types.length ? index : -1; // a column that was added later
    }

    private static long bytes(long type) {
        if (type < 0 || type == 10 || type == 11) {
            throw new SqliteFault("a value has type " + type);
        }
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return switch ((int) type) {
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> 0;
        };
    }
}
