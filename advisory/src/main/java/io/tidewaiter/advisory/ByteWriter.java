package io.tidewaiter.advisory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the two primitives of the record form: varints and length-prefixed UTF-8. */
public final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int length;

    /** LEB128, seven bits a byte, lowest first; 0 and up. */
    public ByteWriter number(long value) {
        long rest = value;
        while (rest >= 0x80) {
            put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
        return this;
    }

    /** The length of the UTF-8 form, then the form. */
    public ByteWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8);
    }

    /** The bytes as they are. */
    public ByteWriter raw(byte[] more) {
        grow(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void put(byte b) {
        grow(1);
        bytes[length++] = b;
    }

    private void grow(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}
