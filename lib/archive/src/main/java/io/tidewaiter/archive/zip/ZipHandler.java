package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ByteSink;
import org.jspecify.annotations.Nullable;

/** Takes what {@link ZipStream} finds, in the order of the stream. */
public interface ZipHandler {
    /** An entry begins; its content goes to the answer, or to nobody where that is null or the entry not readable. */
    @Nullable
    ByteSink entry(ZipEntry entry);

    /** The entry is complete; {@code verified} has the length, sizes and CRC that its content was found to have. */
    default void entryEnd(ZipEntry verified) {}
}
