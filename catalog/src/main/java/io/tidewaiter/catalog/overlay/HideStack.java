package io.tidewaiter.catalog.overlay;

import io.tidewaiter.catalog.layer.PathOrder;
import java.util.Arrays;

/**
 * Which layers hide what the layers below them have, for the directories above the path that a walk is at.
 *
 * <p>A set of layers is a bit per layer. The walk is in {@link PathOrder}, so that a directory's frame is dropped as
 * soon as a path is not below it.
 */
final class HideStack {
    private final int words;
    private byte[][] folders = new byte[16][];
    private int[] lengths = new int[16];
    private long[][] hides = new long[16][];
    private int depth;

    HideStack(int layers) {
        this.words = (layers + 63) >>> 6;
    }

    /** Drops what is not above the path; the bits that hold for the path, not to be changed. */
    long[] at(byte[] path, int length) {
        while (depth > 0 && !PathOrder.isBelow(folders[depth - 1], lengths[depth - 1], path, length)) {
            depth--;
        }
        return depth == 0 ? new long[words] : hides[depth - 1];
    }

    /** What holds below the path, where it is more than what holds at it. */
    void push(byte[] path, int length, long[] bits) {
        if (depth == lengths.length) {
            folders = Arrays.copyOf(folders, depth * 2);
            lengths = Arrays.copyOf(lengths, depth * 2);
            hides = Arrays.copyOf(hides, depth * 2);
        }
        byte[] kept = folders[depth];
        if (kept == null || kept.length < length) {
            kept = new byte[Math.max(64, length * 2)];
            folders[depth] = kept;
        }
        System.arraycopy(path, 0, kept, 0, length);
        lengths[depth] = length;
        long[] copy = hides[depth];
        if (copy == null) {
            copy = new long[words];
            hides[depth] = copy;
        }
        System.arraycopy(bits, 0, copy, 0, words);
        depth++;
    }

    static boolean has(long[] bits, int layer) {
        return (bits[layer >>> 6] >>> (layer & 63) & 1) != 0;
    }

    static void add(long[] bits, int layer) {
        bits[layer >>> 6] |= 1L << (layer & 63);
    }

    /** Whether any layer above the given one is in the set. */
    static boolean anyAbove(long[] bits, int layer) {
        int first = layer + 1;
        int word = first >>> 6;
        if (word >= bits.length) {
            return false;
        }
        if ((bits[word] & (-1L << (first & 63))) != 0) {
            return true;
        }
        for (int i = word + 1; i < bits.length; i++) {
            if (bits[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
