package io.tidewaiter.catalog.layer;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a layer says, whatever lies above and below it: a function of the layer's bytes, the limits and the
 * catalog version alone.
 *
 * @param diffId of the whole uncompressed tar; null where the reading ended early
 * @param notes what ended or limited the reading
 * @param files facts by path
 */
public record LayerFacts(
        @Nullable Digest diffId,
        long expandedBytes,
        long entries,
        List<Note> notes,
        PathTable paths,
        Map<String, List<FileFacts>> files) {
    /** A coverage fact that does not know its layer's index yet. */
    public record Note(CoverageFact.Kind kind, String path, String detail) {}

    public LayerFacts {
        notes = List.copyOf(notes);
        files = Map.copyOf(files);
    }

    /** The facts under a path; none where there are none. */
    public List<FileFacts> of(String path) {
        return files.getOrDefault(path, List.of());
    }
}
