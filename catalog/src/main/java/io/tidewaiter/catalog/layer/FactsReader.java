package io.tidewaiter.catalog.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link FactsWriter} wrote, or what a taken-over cell made up: no length is believed before its bytes are
 * there, every text is bounded, and all together stay within a {@link FactsBudget}.
 */
final class FactsReader {
    private static final int NUMBER_BYTES_MAX = 9;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final FactsBudget budget;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    /** @param in need not be buffered: a layer has millions of numbers, and a stream's own buffer takes a lock for each byte */
    FactsReader(InputStream in, FactsBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Something that is kept begins. */
    void object() {
        budget.spend(FactsBudget.OBJECT_BYTES);
    }

    int next() throws IOException {
        if (at == end && !fill()) {
            throw endsEarly();
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static FactsException endsEarly() {
        return new FactsException("the answer ends early");
    }

    long number() throws IOException {
        long value = 0;
        for (int i = 0; i < NUMBER_BYTES_MAX; i++) {
            int b = next();
            value |= (long) (b & 0x7f) << (7 * i);
            if (b < 0x80) {
                return value;
            }
        }
        throw new FactsException("a number has too many bytes");
    }

    int number(int max) throws IOException {
        long value = number();
        if (value > max) {
            throw new FactsException("a number is " + value + " and may be at most " + max);
        }
        return (int) value;
    }

    byte[] bytes(int max) throws IOException {
        int length = number(max);
        budget.spend(FactsBudget.TEXT_BYTES + (long) length);
        int there = Math.min(length, end - at);
        byte[] bytes = Arrays.copyOfRange(buffer, at, at + there);
        at += there;
        if (there == length) {
            return bytes;
        }
        byte[] rest = in.readNBytes(length - there);
        if (rest.length < length - there) {
            throw endsEarly();
        }
        bytes = Arrays.copyOf(bytes, length);
        System.arraycopy(rest, 0, bytes, there, rest.length);
        return bytes;
    }

    String text(int max) throws IOException {
        return new String(bytes(max), StandardCharsets.UTF_8);
    }

    List<String> texts(int countMax, int textMax) throws IOException {
        int count = number(countMax);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(textMax));
        }
        return texts;
    }

    void end() throws IOException {
        if (at < end || fill()) {
            throw new FactsException("the answer goes on after its end");
        }
    }
}
