package io.tidewaiter.catalog.layer;

/**
 * The memory that a layer's facts may take in the process that reads them. A byte of an answer can become fifty bytes
 * of objects, so the length of the answer bounds nothing.
 */
public final class FactsBudget {
    /** Room for the facts of one layer: five million paths, or a million packages. */
    public static final long LAYER_BYTES_MAX = 256L << 20;

    /** Object, array header and reference of a text, besides its bytes. */
    static final int TEXT_BYTES = 56;

    /** A fact or an entry of a map, besides its texts. */
    static final int OBJECT_BYTES = 96;

    private final long max;
    private long spent;

    public FactsBudget(long max) {
        this.max = max;
    }

    /** Estimated bytes so far. */
    public long spent() {
        return spent;
    }

    void spend(long bytes) {
        spent += bytes;
        if (spent > max) {
            throw new FactsException("the facts of the layer take more than factBytesMax=" + max, true);
        }
    }
}
