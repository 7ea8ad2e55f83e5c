package io.tidewaiter.archive.bzip2;

import java.io.IOException;
import java.util.Arrays;

/** Reads the blocks of one stream: Huffman codes, move to front, runs of the first symbol, and the sorted rotations. */
final class Block {
    private static final int GROUP = 50;
    private static final int SELECTORS_MAX = 18_002;
    private static final int RUN_MAX_BITS = 21;

    private final Bits bits;

    /** After {@link #read}: of each place the byte in the lowest eight bits, and the place of the next one above. */
    private final int[] chain;

    private int length;
    private int at;

    Block(Bits bits, int level) {
        this.bits = bits;
        this.chain = new int[level * 100_000];
    }

    /** Reads the block that begins here, behind its check sum. */
    void read() throws IOException {
        if (bits.flag()) {
            throw new IOException("bzip2: a randomised block, which no writer has made since 1997");
        }
        int origin = bits.next(24);
        byte[] used = used();
        int alphabet = used.length + 2;
        int tables = bits.next(3);
        int selectors = bits.next(15);
        if (used.length == 0 || tables < 2 || tables > 6 || selectors < 1) {
            throw new IOException("bzip2: a block without a code");
        }
        byte[] selected = selectors(tables, selectors);
        Codes[] codes = new Codes[tables];
        for (int i = 0; i < tables; i++) {
            codes[i] = new Codes(bits, alphabet);
        }
        symbols(used, codes, selected);
        link(origin);
    }

    int size() {
        return length;
    }

    /** The next byte of the block; {@link #size} of them. */
    int next() {
        at = chain[at];
        int b = at & 0xff;
        at >>>= 8;
        return b;
    }

    /** The bytes that occur, in rising order, as two levels of sixteen flags. */
    private byte[] used() throws IOException {
        int rows = bits.next(16);
        byte[] found = new byte[256];
        int count = 0;
        for (int row = 0; row < 16; row++) {
            int columns = ((rows >>> (15 - row)) & 1) == 1 ? bits.next(16) : 0;
            for (int column = 0; column < 16; column++) {
                if (((columns >>> (15 - column)) & 1) == 1) {
                    found[count++] = (byte) (row * 16 + column);
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Which code each group of fifty symbols is in, moved to front; what is beyond the longest block is not kept. */
    private byte[] selectors(int tables, int count) throws IOException {
        byte[] order = {0, 1, 2, 3, 4, 5};
        byte[] selected = new byte[Math.min(count, SELECTORS_MAX)];
        for (int i = 0; i < count; i++) {
            int place = 0;
            while (bits.flag()) {
                if (++place >= tables) {
                    throw new IOException("bzip2: a code that is not there");
                }
            }
            byte table = toFront(order, place);
            if (i < selected.length) {
                selected[i] = table;
            }
        }
        return selected;
    }

    private void symbols(byte[] used, Codes[] codes, byte[] selected) throws IOException {
        int end = used.length + 1;
        byte[] order = used.clone();
        length = 0;
        int run = 0;
        int runBit = 0;
        for (int read = 0; ; read++) {
            if (read / GROUP >= selected.length) {
                throw new IOException("bzip2: a block that does not end");
            }
            int symbol = codes[selected[read / GROUP]].next(bits);
            if (symbol <= 1) {
                if (runBit > RUN_MAX_BITS) {
                    throw new IOException("bzip2: a run that is longer than a block");
                }
                run += (symbol + 1) << runBit++;
                continue;
            }
            put(order[0], run);
            run = 0;
            runBit = 0;
            if (symbol == end) {
                return;
            }
            put(toFront(order, symbol - 1), 1);
        }
    }

    private void put(byte value, int times) throws IOException {
        if (times > chain.length - length) {
            throw new IOException("bzip2: a block that is longer than it says");
        }
        Arrays.fill(chain, length, length + times, value & 0xff);
        length += times;
    }

    private static byte toFront(byte[] order, int place) {
        byte value = order[place];
        System.arraycopy(order, 0, order, 1, place);
        order[0] = value;
        return value;
    }

    /** Undoes the sorting of rotations: the n-th occurrence of a byte among the last ones is its n-th among the first. */
    private void link(int origin) throws IOException {
        if (origin >= length) {
            throw new IOException("bzip2: a block that begins outside of itself");
        }
        int[] starts = new int[257];
        for (int i = 0; i < length; i++) {
            starts[(chain[i] & 0xff) + 1]++;
        }
        for (int b = 1; b <= 256; b++) {
            starts[b] += starts[b - 1];
        }
        for (int i = 0; i < length; i++) {
            chain[starts[chain[i] & 0xff]++] |= i << 8;
        }
        at = chain[origin] >>> 8;
    }
}
