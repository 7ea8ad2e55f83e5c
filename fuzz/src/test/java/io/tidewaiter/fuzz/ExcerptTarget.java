package io.tidewaiter.fuzz;

import io.tidewaiter.catalog.elf.ElfExcerpt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A program that is too long to be held: what is kept of it is bounded, and the same in whatever pieces it passes. */
final class ExcerptTarget {
    private static final int FILE_BYTES = 400_000;
    private static final int BYTES_MAX = 200_000;

    private ExcerptTarget() {}

    /** The input is the beginning of the program, and what follows repeats it. */
    static void check(byte[] input) {
        byte[] program = new byte[FILE_BYTES];
        for (int at = 0; at < program.length && input.length > 0; at += input.length) {
            System.arraycopy(input, 0, program, at, Math.min(input.length, program.length - at));
        }
        ElfExcerpt whole = excerpt(program, program.length);
        ElfExcerpt pieces = excerpt(program, 5003);
        if (!Arrays.equals(whole.content(), pieces.content())
                || !whole.missing().equals(pieces.missing())) {
            throw new IllegalStateException("in one piece: " + whole.missing() + ", in many: " + pieces.missing());
        }
        if (whole.content().length > BYTES_MAX || whole.leftOut() < 0) {
            throw new IllegalStateException("past the limit: " + whole.content().length + ", " + whole.leftOut());
        }
    }

    /** A program of 64 bits: a segment of each kind that is told apart, and a table of three sections behind them. */
    static byte[] seed() {
        ByteBuffer program = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        program.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        program.putShort((short) 2)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0x1000)
                .putLong(64)
                .putLong(1024);
        program.putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 3)
                .putShort((short) 64);
        program.putShort((short) 3).putShort((short) 2);
        int[][] segments = {{1, 5, 0, 100_000}, {1, 6, 100_000, 200_000}, {4, 4, 512, 64}};
        for (int[] one : segments) {
            program.putInt(one[0]).putInt(one[1]).putLong(one[2]).putLong(0x40_0000L + one[2]);
            program.putLong(0x40_0000L + one[2]).putLong(one[3]).putLong(one[3]).putLong(8);
        }
        byte[] names = "\0.go.buildinfo\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        program.position(900).put(names);
        int[][] sections = {{0, 0, 0, 0}, {1, 1, 100_000, 64}, {15, 3, 900, names.length}};
        for (int i = 0; i < sections.length; i++) {
            program.position(1024 + 64 * i)
                    .putInt(sections[i][0])
                    .putInt(sections[i][1])
                    .putLong(0);
            program.putLong(0x40_0000L + sections[i][2]).putLong(sections[i][2]).putLong(sections[i][3]);
        }
        return program.array();
    }

    private static ElfExcerpt excerpt(byte[] program, int piece) {
        ElfExcerpt excerpt = new ElfExcerpt(program.length, BYTES_MAX);
        for (int at = 0; at < program.length; at += piece) {
            excerpt.take(program, at, Math.min(piece, program.length - at));
        }
        return excerpt;
    }
}
