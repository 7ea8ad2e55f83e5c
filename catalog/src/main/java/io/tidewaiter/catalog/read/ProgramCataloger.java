package io.tidewaiter.catalog.read;

import java.util.List;

/** Goes by the first bytes of files alone, whatever their paths are: {@link #wantsHead} says which. */
public interface ProgramCataloger extends Cataloger {
    /** No path is wanted. */
    @Override
    default List<String> endings() {
        return List.of();
    }

    /** Whether a program is wanted for its name; asked of hard links, which are no programs themselves. */
    default boolean wantsProgram(String path) {
        return false;
    }

    /** Never for its path. */
    @Override
    default boolean wants(FileEntry file) {
        return false;
    }
}
