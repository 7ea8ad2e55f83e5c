package io.tidewaiter.catalog;

import io.tidewaiter.catalog.cache.LayerFactsCache;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledImage;

/**
 * The parent's side of cataloging: starts a cell, streams the stored bytes of the layers to it, believes nothing of what
 * comes back before it is checked, and merges.
 */
public final class ImageCataloger implements AutoCloseable {
    private final CachedLayers known;
    private final SpareCells cells;
    private final boolean keepsSpare;

    /** Starts cells when they are needed. */
    public ImageCataloger(CellProgram program, CatalogLimits limits) {
        this(program, limits, false);
    }

    /** As the other one; what layers say is not kept. */
    public ImageCataloger(CellProgram program, CatalogLimits limits, boolean keepsSpare) {
        this(program, limits, keepsSpare, LayerFactsCache.NONE);
    }

    /**
     * @param keepsSpare whether a cell is held ready for the next image, and rehearses until it comes
     * @param cache of what layers say
     */
    public ImageCataloger(CellProgram program, CatalogLimits limits, boolean keepsSpare, LayerFactsCache cache) {
        this.known = new CachedLayers(cache, limits);
        this.cells = new SpareCells(program, limits, keepsSpare ? Rehearsal.ofThisProcess() : Rehearsal.NONE);
        this.keepsSpare = keepsSpare;
        if (keepsSpare) {
            cells.prepare();
        }
    }

    /** Starts a cell in the background for whatever image comes, where no layer can be known yet. */
    public void prepare() {
        if (known.isEmpty()) {
            cells.prepare();
        }
    }

    /** Takes over a cell that was started before this was made; the cell is this one's from now on. */
    public void adopt(SpareCell early) {
        cells.adopt(early);
    }

    /** Starts a cell in the background for an image that comes, unless all its layers are known. */
    public void prepare(PulledImage image) {
        if (known.wantCell(image.layers())) {
            cells.prepare();
        }
    }

    /**
     * Reads an image.
     *
     * @throws CatalogException where no cell can be had; whatever the image holds is in the inventory's coverage
     */
    public Inventory catalog(PulledImage image) throws InterruptedException {
        try {
            return new ImageReading(cells, known, image).inventory();
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
