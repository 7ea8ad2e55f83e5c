package io.tidewaiter.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a child does with a stream of foreign bytes. Streams run side by side, each on a thread of its own. */
public interface CellTask {
    /**
     * Loads native libraries and whatever else is refused later; before the filter of system calls is laid. What is allowed
     * later, too, may go on beside the proof of the confinement, on a thread of its own.
     */
    void warmUp();

    /**
     * Works on one stream. Returning completes the answer, even before the end of {@code in}.
     *
     * @param in the stream's bytes; throws an {@link IOException} "aborted" where their source broke
     * @param answer bounded; need not be closed or flushed
     * @throws Exception the stream failed; its class and message reach the parent, cut to a few lines
     */
    void run(byte[] header, InputStream in, OutputStream answer) throws Exception;
}
