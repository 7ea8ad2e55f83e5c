package io.tidewaiter.catalog;

import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledImage;

/**
 * The parent's side of cataloging: starts a cell, streams the stored bytes of the layers to it, believes nothing of what
 * comes back before it is checked, and merges.
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
        return new ImageReading(program, limits, image).inventory();
    }
}
