package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inventories of layers that are read in this process, through the form in which a cell answers. */
public final class Inventories {
    private Inventories() {}

    /** By every cataloger. */
    public static Inventory of(TarBuilder... layers) {
        return by(Catalogers.ALL, layers);
    }

    /** By some catalogers. */
    public static Inventory by(List<Cataloger> catalogers, TarBuilder... layers) {
        return InventoryBuilder.build("test", List.of(), read(catalogers, layers), List.of());
    }

    /** What the layers say, from below. */
    public static List<Optional<LayerFacts>> read(List<Cataloger> catalogers, TarBuilder... layers) {
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (TarBuilder layer : layers) {
            read.add(Optional.of(read(catalogers, layer.build(), Limits.standard())));
        }
        return read;
    }

    /** What a stored layer says. */
    public static LayerFacts read(List<Cataloger> catalogers, byte[] stored, Limits limits) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            new LayerScan(catalogers, limits).run(new ByteArrayInputStream(stored), -1, answer);
            return LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }
}
