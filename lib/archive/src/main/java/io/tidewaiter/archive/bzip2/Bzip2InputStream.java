package io.tidewaiter.archive.bzip2;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Expands bzip2, also several streams one behind the other, and checks the sum of every block. Damage is an
 * {@link IOException} that says where; at most 3.6 MB are held, whatever the stream says. How much comes out is for the
 * caller to bound.
 */
public final class Bzip2InputStream extends InputStream {
    private static final long BLOCK_MARK = 0x314159265359L;
    private static final long END_MARK = 0x177245385090L;
    private static final int[] SUMS = sums();

    private final InputStream in;
    private final Bits bits;
    private @Nullable Block block;
    private int level;
    private int left;
    private int wantedSum;
    private int sum;
    private int allSums;

    /** The run of equal bytes that the first step of the compression made of four and a count. */
    private int value = -1;

    private int equal;
    private int repeats;
    private boolean ended;

    /** Expands {@code in}, which is best buffered. */
    public Bzip2InputStream(InputStream in) throws IOException {
        this.in = in;
        this.bits = new Bits(in);
        if (!stream()) {
            throw new IOException("bzip2: the stream is empty");
        }
    }

    @Override
    public int read() throws IOException {
        if (repeats > 0) {
            repeats--;
            return summed(value);
        }
        while (left == 0) {
            if (ended || !advance()) {
                return -1;
            }
        }
        Block current = current();
        int b = current.next();
        left--;
        equal = b == value ? equal + 1 : 1;
        value = b;
        if (equal == 4) {
            if (left == 0) {
                throw new IOException("bzip2: a run without its length");
            }
            repeats = current.next();
            left--;
            equal = 0;
        }
        return summed(b);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int b = read();
            if (b < 0) {
                return count == 0 ? -1 : count;
            }
            bytes[offset + count++] = (byte) b;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Block current() {
        if (block == null) {
            throw new IllegalStateException("a block is read before its bytes are asked for");
        }
        return block;
    }

    /** Checks the block that ended and reads the next; whether there is one. */
    private boolean advance() throws IOException {
        if (value >= 0) {
            check();
        }
        while (true) {
            long mark = ((long) bits.next(24) << 24) | bits.next(24);
            if (mark == BLOCK_MARK) {
                wantedSum = bits.next(32);
                Block current = current();
                current.read();
                left = current.size();
                sum = -1;
                value = -1;
                equal = 0;
                if (left == 0) {
                    throw new IOException("bzip2: an empty block");
                }
                return true;
            }
            if (mark != END_MARK) {
                throw new IOException("bzip2: neither a block nor the end");
            }
            if (bits.next(32) != allSums) {
                throw new IOException("bzip2: the sum of the stream is another one");
            }
            bits.align();
            if (!stream()) {
                ended = true;
                return false;
            }
        }
    }

    private void check() throws IOException {
        if (~sum != wantedSum) {
            throw new IOException("bzip2: the sum of a block is another one");
        }
        allSums = Integer.rotateLeft(allSums, 1) ^ wantedSum;
        value = -1;
    }

    /** Reads the head of a stream; whether there is one. What is no bzip2 behind a stream is left alone. */
    private boolean stream() throws IOException {
        int first = bits.byteOrEnd();
        if (first != 'B') {
            if (first >= 0 && level == 0) {
                throw new IOException("bzip2: it is none");
            }
            return false;
        }
        int second = bits.next(8);
        int third = bits.next(8);
        int size = bits.next(8) - '0';
        if (second != 'Z' || third != 'h' || size < 1 || size > 9) {
            throw new IOException("bzip2: it is none");
        }
        if (size != level) {
            level = size;
            block = new Block(bits, size);
        }
        allSums = 0;
        value = -1;
        return true;
    }

    private int summed(int b) {
        sum = (sum << 8) ^ SUMS[((sum >>> 24) ^ b) & 0xff];
        return b;
    }

    private static int[] sums() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int sum = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
            }
            table[i] = sum;
        }
        return table;
    }
}
