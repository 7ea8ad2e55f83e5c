package io.tidewaiter.catalog;

import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Layers that are too large to be held: made while they are read. */
final class Streams {
    private static final int BLOCK = 512;
    private static final int NAME_CHARS = 32;

    private Streams() {}

    /** A tar whose one entry is a file of so many bytes, without the bytes. */
    static byte[] fileHeader(String path, long bytes) {
        byte[] header = Arrays.copyOf(new TarBuilder().file(path, "").build(), BLOCK);
        byte[] size = "%011o\0".formatted(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        return checked(header);
    }

    /** The same bytes over and over. */
    static InputStream repeated(byte[] bytes, long times) {
        return new Repeated(times) {
            @Override
            byte[] next() {
                return bytes;
            }
        };
    }

    static InputStream zeros(long bytes) {
        return repeated(new byte[64 * 1024], bytes / (64 * 1024));
    }

    /** A gzip whose members hold the head, then so many times 16 MiB of zeros. */
    static InputStream gzippedZeros(byte[] head, int times) {
        return new SequenceInputStream(new ByteArrayInputStream(gzip(head)), repeated(gzip(new byte[16 << 20]), times));
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An uncompressed tar of empty files, whose names are in no order and have little in common. */
    static InputStream emptyFiles(int count) {
        return new SequenceInputStream(
                new Repeated(count) {
                    private final byte[] header = fileHeader("srv/data/" + "0".repeat(NAME_CHARS), 0);
                    private long number;

                    @Override
                    byte[] next() {
                        long name = number * 0x9e37_79b9_7f4a_7c15L;
                        for (int i = 0; i < NAME_CHARS; i++) {
                            header[9 + i] = (byte) Character.forDigit((int) (name >>> (60 - 4 * (i % 16))) & 15, 16);
                        }
                        number++;
                        return checked(header);
                    }
                },
                new ByteArrayInputStream(new byte[2 * BLOCK]));
    }

    /** The checksum without a formatter: there are millions. */
    private static byte[] checked(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        for (int i = 5; i >= 0; i--) {
            header[148 + i] = (byte) ('0' + (sum & 7));
            sum >>>= 3;
        }
        header[154] = 0;
        return header;
    }

    /** Blocks, one after the other. */
    private abstract static class Repeated extends InputStream {
        private long left;
        private byte[] block = new byte[0];
        private int at;

        Repeated(long times) {
            this.left = times;
        }

        abstract byte[] next();

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int done = 0;
            while (done < length) {
                if (at == block.length) {
                    if (left == 0) {
                        return done == 0 ? -1 : done;
                    }
                    left--;
                    block = next();
                    at = 0;
                }
                int count = Math.min(length - done, block.length - at);
                System.arraycopy(block, at, bytes, offset + done, count);
                at += count;
                done += count;
            }
            return done;
        }
    }
}
