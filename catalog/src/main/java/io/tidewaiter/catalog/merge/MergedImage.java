package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.overlay.LayerMerge;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The layers of an image laid over each other: what has to be read once more, and what it contains. Pure. */
public final class MergedImage {
    private final List<Optional<LayerFacts>> read;
    private final LayerMerge.Merged merged;

    private MergedImage(List<Optional<LayerFacts>> read) {
        this.read = read;
        this.merged = LayerMerge.of(read);
    }

    /** @param read the facts of each layer by its index; empty where a layer was not read */
    public static MergedImage of(List<Optional<LayerFacts>> read) {
        return new MergedImage(read);
    }

    /**
     * Package databases and other files that only a link leads to, so that no cataloger knew them.
     *
     * @param wanted whether any cataloger reads a file for its path
     */
    public List<LinkedPath> unreadDatabases(Predicate<String> wanted) {
        return LinkedDatabases.of(merged.links(), LinkedDatabases.rpm(merged.histories()), read, wanted);
    }

    /**
     * The inventory.
     *
     * @param layers records of all layers, lowest first
     * @param known what is already known to limit the reading
     */
    public Inventory inventory(String catalogVersion, List<LayerRecord> layers, List<CoverageFact> known) {
        return new InventoryBuilder(merged).inventory(catalogVersion, layers, read, known);
    }
}
