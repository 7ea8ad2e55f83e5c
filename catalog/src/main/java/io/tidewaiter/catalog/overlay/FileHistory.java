package io.tidewaiter.catalog.overlay;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that says something, over all states of the image: state {@code k} is the file system that layers 0 to
 * {@code k} make.
 *
 * @param path in the merged file system
 * @param layers for each state the layer whose bytes are at the path, or -1 where no file is
 * @param facts for each state what the file says then; empty where no file is
 */
public record FileHistory(String path, int[] layers, List<List<FileFacts>> facts) {
    /** Whether the file is in the final file system. */
    public boolean isThere() {
        return layers.length > 0 && layers[layers.length - 1] >= 0;
    }

    /** The layer whose bytes are there at last, or -1. */
    public int layer() {
        return layers[layers.length - 1];
    }

    /** What it says at last. */
    public List<FileFacts> last() {
        return facts.getLast();
    }

    /** The digests of its bytes among what it says at last. */
    public Optional<Fact.DigestFact> digest() {
        for (FileFacts read : last()) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.DigestFact digest) {
                    return Optional.of(digest);
                }
            }
        }
        return Optional.empty();
    }

    /** The same, as if it were not there at last. */
    public FileHistory withoutLast() {
        int[] before = layers.clone();
        before[before.length - 1] = -1;
        List<List<FileFacts>> said = new ArrayList<>(facts.subList(0, facts.size() - 1));
        said.add(List.of());
        return new FileHistory(path, before, said);
    }
}
