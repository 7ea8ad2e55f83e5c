package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ByteSink;
import org.jspecify.annotations.Nullable;

/** Takes what a {@link TarParser} finds, in the order of the archive. */
public interface TarHandler {
    /**
     * An entry begins.
     *
     * @return who takes its content (real bytes, holes of sparse files as zeros), or null: nobody, then it is skipped
     */
    @Nullable
    ByteSink entry(TarEntry entry);

    /** The entry's content is complete; also called where it was skipped or empty. */
    default void entryEnd(TarEntry entry) {}
}
