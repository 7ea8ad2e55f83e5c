package io.tidewaiter.catalog;

import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledImage;

/**
 * The parent's side of cataloging: starts a cell, streams the stored bytes of the layers to it, believes nothing of what
 * comes back before it is checked, and merges.
 */
public final class ImageCataloger implements AutoCloseable {
    private final CatalogLimits limits;
    private final SpareCells cells;
    private final boolean keepsSpare;

    /** Starts cells when they are needed. */
    public ImageCataloger(CellProgram program, CatalogLimits limits) {
        this(program, limits, false);
    }

    /**
     * @param keepsSpare whether a cell is held ready for the next image
     */
    public ImageCataloger(CellProgram program, CatalogLimits limits, boolean keepsSpare) {
        this.limits = limits;
        this.cells = new SpareCells(program, limits);
        this.keepsSpare = keepsSpare;
        if (keepsSpare) {
            cells.prepare();
        }
    }

    /** Starts a cell in the background for the image that comes. */
    public void prepare() {
        cells.prepare();
    }

    /**
     * Reads an image.
     *
     * @throws CatalogException where no cell can be had; whatever the image holds is in the inventory's coverage
     */
    public Inventory catalog(PulledImage image) throws InterruptedException {
        try {
            return new ImageReading(cells, limits, image).inventory();
        } finally {
            if (keepsSpare) {
                cells.prepare();
            }
        }
    }

    /** Ends the cell that is held ready. */
    @Override
    public void close() {
        cells.close();
    }
}
