package io.tidewaiter.catalog.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Numbers in seven-bit groups, lowest first; texts and bytes behind their length. */
final class FactsWriter {
    private final OutputStream out;
    private long memory;

    FactsWriter(OutputStream out) {
        this.out = out;
    }

    void number(long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    void bytes(byte[] bytes) throws IOException {
        bytes(bytes, 0, bytes.length);
    }

    void bytes(byte[] bytes, int from, int length) throws IOException {
        number(length);
        out.write(bytes, from, length);
    }

    /** Bytes that carry their own lengths. */
    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** What a reader will spend of its {@link FactsBudget} on the texts so far. */
    long memory() {
        return memory;
    }

    void text(String text) throws IOException {
        memory += FactsBudget.TEXT_BYTES + (long) text.length();
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void texts(List<String> texts) throws IOException {
        number(texts.size());
        for (String text : texts) {
            text(text);
        }
    }
}
