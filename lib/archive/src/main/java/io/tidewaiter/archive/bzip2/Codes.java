package io.tidewaiter.archive.bzip2;

import java.io.IOException;

/** One canonical Huffman code: shorter codes first, of equal length the lower symbol first. */
final class Codes {
    private static final int LENGTH_MAX = 20;

    private final int[] last = new int[LENGTH_MAX + 2];
    private final int[] offset = new int[LENGTH_MAX + 2];
    private final int[] symbols;

    /** Reads the lengths of the codes, each told as the difference from the one before. */
    Codes(Bits bits, int size) throws IOException {
        int[] lengths = new int[size];
        int length = bits.next(5);
        for (int i = 0; i < size; i++) {
            while (bits.flag()) {
                length += bits.flag() ? -1 : 1;
                if (length < 1 || length > LENGTH_MAX) {
                    break;
                }
            }
            if (length < 1 || length > LENGTH_MAX) {
                throw new IOException("bzip2: a code of " + length + " bits");
            }
            lengths[i] = length;
        }
        symbols = new int[size];
        order(lengths);
    }

    private void order(int[] lengths) {
        int placed = 0;
        int code = 0;
        for (int length = 1; length <= LENGTH_MAX; length++) {
            int first = placed;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    symbols[placed++] = symbol;
                }
            }
            offset[length] = first - code;
            code += placed - first;
            last[length] = code - 1;
            code <<= 1;
        }
    }

    int next(Bits bits) throws IOException {
        int code = 0;
        for (int length = 1; length <= LENGTH_MAX; length++) {
            code = (code << 1) | bits.next(1);
            if (code <= last[length]) {
                int place = code + offset[length];
                if (place >= 0 && place < symbols.length) {
                    return symbols[place];
                }
            }
        }
        throw new IOException("bzip2: a code that stands for nothing");
    }
}
