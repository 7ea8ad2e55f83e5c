package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.layer.FileFacts;
import java.util.List;

/**
 * A file that says something, over all states of the image: state {@code k} is the file system that layers 0 to
 * {@code k} make.
 *
 * @param path in the merged file system
 * @param layers for each state the layer whose bytes are at the path, or -1 where no file is
 * @param facts for each state what the file says then; empty where no file is
 */
record FileHistory(String path, int[] layers, List<List<FileFacts>> facts) {
    /** Whether the file is in the final file system. */
    boolean isThere() {
        return layers.length > 0 && layers[layers.length - 1] >= 0;
    }

    int layer() {
        return layers[layers.length - 1];
    }

    List<FileFacts> last() {
        return facts.getLast();
    }
}
