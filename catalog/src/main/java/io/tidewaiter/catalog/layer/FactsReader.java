package io.tidewaiter.catalog.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link FactsWriter} wrote, or what a taken-over cell made up: no length is believed before its bytes are
 * there, every text is bounded, and all together stay within a {@link FactsBudget}.
 */
final class FactsReader {
    private static final int NUMBER_BYTES_MAX = 9;

    private final InputStream in;
    private final FactsBudget budget;

    /** Bytes that lie in memory already: reading them costs nothing more. */
    FactsReader(InputStream in) {
        this(in, new FactsBudget(Long.MAX_VALUE));
    }

    FactsReader(InputStream in, FactsBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** Something that is kept begins. */
    void object() {
        budget.spend(FactsBudget.OBJECT_BYTES);
    }

    int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new FactsException("the answer ends early");
        }
        return b;
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
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new FactsException("the answer ends early");
        }
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
        if (in.read() >= 0) {
            throw new FactsException("the answer goes on after its end");
        }
    }
}
