package io.tidewaiter.catalog.base;

import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.scan.BaseHint;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.chain.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds an image's base: what its manifest's annotations name, the longest proper part of its layers that is a known
 * base, and as the last resort what its history suggests. Layers count as they were measured, not as a config claims.
 */
public final class BaseFinder {
    private BaseFinder() {}

    /** The inventory with the image's base, where there is one to be found. */
    public static Inventory named(Inventory inventory, BaseHint hint, KnownBases bases) {
        BaseImage known = known(
                ChainId.of(measured(inventory.layers())), inventory.layers().size(), bases);
        return inventory.withBase(BaseImage.merged(said(hint), known));
    }

    /** Diff ids from the lowest layer up to the first that was not read to its end. */
    private static List<Digest> measured(List<LayerRecord> layers) {
        List<Digest> diffIds = new ArrayList<>();
        for (LayerRecord layer : layers) {
            Digest diffId = layer.diffId();
            if (diffId == null || layer.index() != diffIds.size()) {
                break;
            }
            diffIds.add(diffId);
        }
        return diffIds;
    }

    private static @Nullable BaseImage known(List<Digest> chain, int layers, KnownBases bases) {
        for (int count = Math.min(chain.size(), layers - 1); count > 0; count--) {
            Optional<KnownBases.Known> base = bases.of(chain.get(count - 1));
            if (base.isPresent()) {
                return new BaseImage(base.get().name(), base.get().digest(), count, true, BaseImage.How.KNOWN_BASE);
            }
        }
        return null;
    }

    private static @Nullable BaseImage said(BaseHint hint) {
        if (!hint.name().isEmpty()) {
            return new BaseImage(hint.name(), hint.digest(), hint.historyLayers(), false, BaseImage.How.ANNOTATION);
        }
        return hint.historyLayers() > 0
                ? new BaseImage("", null, hint.historyLayers(), false, BaseImage.How.HISTORY)
                : null;
    }
}
