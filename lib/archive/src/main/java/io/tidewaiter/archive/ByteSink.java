package io.tidewaiter.archive;

import java.security.MessageDigest;

/**
 * Takes bytes as they come: the push half of every pipeline here.
 *
 * <p>Push rather than pull because one pass feeds several takers (a digest, the tar parser, behind it a cataloger)
 * without a thread or a copy between them.
 */
@FunctionalInterface
public interface ByteSink {
    /** Takes {@code length} bytes; the buffer belongs to the caller and is overwritten after the call returns. */
    void write(byte[] buffer, int offset, int length);

    /** Every byte to {@code first}, then to {@code second}. */
    static ByteSink tee(ByteSink first, ByteSink second) {
        return (buffer, offset, length) -> {
            first.write(buffer, offset, length);
            second.write(buffer, offset, length);
        };
    }

    /** Every byte into the digest. */
    static ByteSink into(MessageDigest digest) {
        return digest::update;
    }

    /** Every byte to nobody. */
    static ByteSink discard() {
        return (buffer, offset, length) -> {};
    }
}
