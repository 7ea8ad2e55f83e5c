package io.tidewaiter.catalog.read;

import java.util.List;

/** Goes by the first bytes of files alone, whatever their paths are: {@link #wantsHead} says which. */
public interface ProgramCataloger extends Cataloger {
    /** No path is wanted. */
    @Override
    default List<String> endings() {
        return List.of();
    }

    /** Never for its path. */
    @Override
    default boolean wants(FileEntry file) {
        return false;
    }
}
