package io.tidewaiter.catalog;

import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one layer.
 *
 * @param usable facts that may be believed; empty where the layer's bytes are not what names them
 * @param facts what limits the reading
 * @param memoryBytes what the usable facts take, or took before they were dropped
 */
record LayerOutcome(LayerRecord layer, Optional<LayerFacts> usable, List<CoverageFact> facts, long memoryBytes) {
    LayerOutcome {
        facts = List.copyOf(facts);
    }

    /** A layer of which nothing can be said. */
    static LayerOutcome failed(PulledLayer layer, CoverageFact.Kind kind, String detail) {
        return new LayerOutcome(
                record(layer, null, 0),
                Optional.empty(),
                List.of(new CoverageFact(kind, "", layer.index(), detail)),
                0);
    }

    /** A layer whose stored bytes could not be had, or are not what names them. */
    static LayerOutcome unread(PulledLayer layer, IOException cause) {
        return cause instanceof LayerReadException told
                ? failed(layer, told.kind(), String.valueOf(told.getMessage()))
                : failed(layer, CoverageFact.Kind.LAYER_UNREADABLE, "read layer " + layer.index() + ": " + cause);
    }

    /**
     * A layer that the cell answered for. Its facts count where it was read to its end and is what the config names, or
     * where a limit ended the reading: what was read before is there.
     */
    static LayerOutcome read(PulledLayer layer, LayerFacts read, long memoryBytes) {
        List<CoverageFact> facts = new ArrayList<>();
        read.notes()
                .forEach(note -> facts.add(new CoverageFact(note.kind(), note.path(), layer.index(), note.detail())));
        Digest expected = layer.diffId();
        boolean mismatch = expected != null && read.diffId() != null && !expected.equals(read.diffId());
        if (mismatch) {
            facts.add(new CoverageFact(
                    CoverageFact.Kind.DIFF_ID_MISMATCH,
                    "",
                    layer.index(),
                    "the uncompressed layer is " + read.diffId() + " and the config names " + expected
                            + "; nothing in it is believed"));
        }
        boolean limited = read.notes().stream().anyMatch(n -> n.kind() == CoverageFact.Kind.LIMIT_REACHED);
        boolean usable = !mismatch && (read.diffId() != null || limited);
        return new LayerOutcome(
                record(layer, read.diffId(), read.expandedBytes()),
                usable ? Optional.of(read) : Optional.empty(),
                facts,
                usable ? memoryBytes : 0);
    }

    /** The same layer without its facts: those of the layers below it leave no room for them. */
    LayerOutcome dropped(long factBytesMax) {
        List<CoverageFact> more = new ArrayList<>(facts);
        more.add(new CoverageFact(
                CoverageFact.Kind.LIMIT_REACHED,
                "",
                layer.index(),
                "the facts of the image's layers up to this one take more than " + factBytesMax
                        + " bytes; nothing in it is listed"));
        return new LayerOutcome(layer, Optional.empty(), more, memoryBytes);
    }

    private static LayerRecord record(PulledLayer layer, @Nullable Digest diffId, long expanded) {
        return new LayerRecord(layer.index(), layer.digest(), diffId, layer.createdBy(), layer.storedBytes(), expanded);
    }
}
