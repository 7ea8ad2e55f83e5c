package io.tidewaiter.catalog.rpm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes with numbers in one byte order; whatever lies outside of them is an {@link RpmFault}. */
final class Bytes {
    private final byte[] content;
    private final ByteBuffer numbers;

    Bytes(byte[] content, ByteOrder order) {
        this.content = content;
        this.numbers = ByteBuffer.wrap(content).order(order);
    }

    int length() {
        return content.length;
    }

    int u8(long at) {
        check(at, 1);
        return content[(int) at] & 0xff;
    }

    int u16(long at) {
        check(at, 2);
        return numbers.getShort((int) at) & 0xffff;
    }

    int i32(long at) {
        check(at, 4);
        return numbers.getInt((int) at);
    }

    long u32(long at) {
        return i32(at) & 0xffffffffL;
    }

    boolean isAscii(long at, String text) {
        return at + text.length() <= content.length && ascii(at, text.length()).equals(text);
    }

    byte[] copy(long from, long length) {
        check(from, length);
        return Arrays.copyOfRange(content, (int) from, (int) (from + length));
    }

    void copyTo(long from, byte[] target, int targetFrom, int length) {
        check(from, length);
        System.arraycopy(content, (int) from, target, targetFrom, length);
    }

    /** The text that a zero byte ends, at most so many bytes of it; the zero has to come before {@code limit}. */
    String text(long from, long limit, int bytesMax) {
        int end = end(from, limit);
        int length = Math.min(end - (int) from, bytesMax);
        return new String(content, (int) from, length, StandardCharsets.UTF_8);
    }

    /** Where the zero byte is that ends a text. */
    int end(long from, long limit) {
        check(from, 1);
        for (int at = (int) from; at < Math.min(limit, content.length); at++) {
            if (content[at] == 0) {
                return at;
            }
        }
        throw new RpmFault("the text at byte " + from + " has no end");
    }

    private String ascii(long at, int length) {
        return new String(content, (int) at, length, StandardCharsets.ISO_8859_1);
    }

    private void check(long at, long length) {
        if (at < 0 || length < 0 || at > content.length || length > content.length - at) {
            throw new RpmFault("byte " + at + " is outside of its " + content.length + " bytes");
        }
    }
}
