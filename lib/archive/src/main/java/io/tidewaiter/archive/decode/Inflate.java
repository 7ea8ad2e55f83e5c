package io.tidewaiter.archive.decode;

/**
 * One raw deflate stream (RFC 1951) after another; {@link IsalInflate} and {@link JavaInflate} are twins and give the
 * same bytes.
 */
interface Inflate extends AutoCloseable {
    /** Starts a new stream. */
    void reset();

    /** Hands over a chunk; it is read in place or copied, and must not change before the next call of this method. */
    void load(byte[] chunk, int length);

    /**
     * Inflates from {@code position} of the chunk until the output is full, the chunk is used up or the stream ends.
     *
     * <p>What is written is given to the tap, too, if the engine was opened with one.
     *
     * @return bytes written to {@code out} from its start
     * @throws CorruptDeflate where the stream contradicts RFC 1951
     */
    int inflate(int position, byte[] out) throws CorruptDeflate;

    /** Whether the last {@link #inflate} filled the room that it had: there may be more to be had from the same input. */
    boolean full();

    /** Where in the chunk the last {@link #inflate} stopped reading. */
    int position();

    /** Whether the stream's final block has ended and all of its bytes were handed out. */
    boolean finished();

    @Override
    void close();

    /** The stream contradicts RFC 1951; it never leaves the package. */
    final class CorruptDeflate extends Exception {
        /** Bytes of the output buffer that are good all the same. */
        private final int written;

        CorruptDeflate(String saw, int written) {
            super(saw);
            this.written = written;
        }

        int written() {
            return written;
        }

        String saw() {
            return String.valueOf(getMessage());
        }
    }
}
