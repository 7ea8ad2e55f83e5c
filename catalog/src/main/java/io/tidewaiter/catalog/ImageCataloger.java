package io.tidewaiter.catalog;

import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.merge.InventoryBuilder;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parent's side of cataloging: starts a cell, streams the stored bytes of the layers to it, believes nothing of what
 * comes back before it is checked, and merges.
 *
 * <p>When a cell dies, every layer that was in it is suspect; each suspect is then read in a cell of its own, and the one
 * whose cell dies again is the culprit: its death is a coverage fact, the other layers are read.
 */
public final class ImageCataloger {

    private final CellProgram program;
    private final CatalogLimits limits;

    public ImageCataloger(CellProgram program, CatalogLimits limits) {
        this.program = program;
        this.limits = limits;
    }

    /**
     * Reads an image.
     *
     * @throws CatalogException where no cell can be had; whatever the image holds is in the inventory's coverage
     */
    public Inventory catalog(PulledImage image) throws InterruptedException {
        Map<Integer, LayerOutcome> outcomes = new ConcurrentHashMap<>();
        List<CoverageFact> facts = new ArrayList<>(image.facts());
        List<PulledLayer> suspects = readTogether(image.layers(), outcomes, facts);
        for (PulledLayer suspect : suspects) {
            List<PulledLayer> dead = readTogether(List.of(suspect), outcomes, facts);
            for (PulledLayer layer : dead) {
                outcomes.putIfAbsent(
                        layer.index(),
                        LayerOutcome.failed(layer, CoverageFact.Kind.CELL_FAILED, "the cell died twice over it"));
            }
        }
        return inventory(image, outcomes, facts);
    }

    private static Inventory inventory(
            PulledImage image, Map<Integer, LayerOutcome> outcomes, List<CoverageFact> facts) {
        List<LayerRecord> records = new ArrayList<>();
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (PulledLayer layer : image.layers()) {
            while (read.size() < layer.index()) {
                read.add(Optional.empty()); // a foreign layer that nobody holds: a fact of the pull says so
            }
            LayerOutcome outcome = outcomes.get(layer.index());
            if (outcome == null) {
                throw new IllegalStateException("every layer has an outcome: " + layer.index());
            }
            records.add(outcome.layer());
            read.add(outcome.usable());
            facts.addAll(outcome.facts());
        }
        return InventoryBuilder.build(CatalogVersion.CURRENT, records, read, facts);
    }

    /**
     * Reads layers in one cell.
     *
     * @return the layers that were in it when it died, to be read again one by one; of a single layer the death is its
     *     outcome
     */
    private List<PulledLayer> readTogether(
            List<PulledLayer> layers, Map<Integer, LayerOutcome> outcomes, List<CoverageFact> facts)
            throws InterruptedException {
        if (layers.isEmpty()) {
            return List.of();
        }
        List<PulledLayer> suspects;
        try (Cell cell = Cell.start(program.config(limits))) {
            if (!cell.confinement().confined()) {
                CoverageFact unconfined = new CoverageFact(
                        CoverageFact.Kind.UNCONFINED, "", -1, cell.confinement().detail());
                facts.remove(unconfined);
                facts.add(unconfined);
            }
            suspects = new LayerReading(cell, layers, outcomes, limits).run();
        } catch (CellException e) {
            throw new CatalogException(String.valueOf(e.getMessage()), e);
        }
        return suspects;
    }
}
