package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a tar header (POSIX.1-2017, pax, "ustar Interchange Format"; GNU's base 256). */
final class TarBlock {
    static final int SIZE = 512;

    private TarBlock() {}

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    static void check(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (number(header, 148, 8) != sum) {
            throw new IOException("it is not a tar archive, or a damaged one: a header has a wrong checksum");
        }
    }

    static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    static String text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits between spaces or NULs, or GNU's base 256 where the first bit is set. */
    static long number(byte[] block, int at, int width) throws IOException {
        if ((block[at] & 0x80) != 0) {
            return base256(block, at, width);
        }
        long value = 0;
        boolean digits = false;
        for (int i = at; i < at + width; i++) {
            byte b = block[i];
            if (b >= '0' && b <= '7') {
                value = value * 8 + b - '0';
                digits = true;
            } else if (b == ' ' || b == 0) {
                if (digits) {
                    break;
                }
            } else {
                throw new IOException("it is not a tar archive, or a damaged one: a header has a malformed number");
            }
        }
        return value;
    }

    private static long base256(byte[] block, int at, int width) throws IOException {
        long value = block[at] & 0x7f;
        for (int i = at + 1; i < at + width; i++) {
            if (value >= 1L << 54) {
                throw new IOException("a tar header has a number out of range");
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return value;
    }
}
