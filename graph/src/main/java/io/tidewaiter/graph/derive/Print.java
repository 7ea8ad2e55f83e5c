package io.tidewaiter.graph.derive;

/** A number over others, in their order: 64 bits, mixed well, the same in every process. */
public final class Print {
    private long value;

    /** One more number. */
    public void add(long number) {
        long mixed = (value ^ number) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        value = mixed ^ (mixed >>> 29);
    }

    /** One more time. */
    public void add(Interval valid) {
        add(valid.from());
        add(valid.to());
    }

    /** The number so far. */
    public long value() {
        return value;
    }
}
