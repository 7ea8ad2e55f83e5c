package io.tidewaiter.catalog;

import io.tidewaiter.catalog.cache.LayerFactsCache;
import io.tidewaiter.catalog.cache.LayerKey;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FactsBudget;
import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.PulledLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The layers that were read before. Their facts come from the cache; the bytes of those that a registry holds are not
 * asked for, those of local files are digested and go nowhere else.
 *
 * @param limits of the reading
 */
record CachedLayers(LayerFactsCache cache, CatalogLimits limits) {
    private static final String CACHE = "layer-cache-";

    /** Whether a cell will be wanted: some layer is not known. */
    boolean wantCell(List<PulledLayer> layers) {
        return layers.stream().anyMatch(layer -> key(layer).filter(cache::holds).isEmpty());
    }

    /** Whether no layer can be known yet. */
    boolean isEmpty() {
        return cache.isEmpty();
    }

    private Optional<LayerKey> key(PulledLayer layer) {
        return LayerKey.of(layer, CatalogVersion.CURRENT, limits.layer());
    }

    /** Begins to keep what a layer is going to say. */
    LayerFactsCache.Keeping keep(PulledLayer layer) {
        return key(layer).map(cache::keep).orElseGet(LayerFactsCache.Keeping::nothing);
    }

    /** Whether facts are all that the layer's bytes say, and would be said again. */
    static boolean worthKeeping(PulledLayer layer, LayerFacts facts) {
        return facts.diffId() != null
                && facts.diffId().equals(layer.diffId())
                && facts.notes().stream().noneMatch(note -> note.kind() == CoverageFact.Kind.LIMIT_REACHED)
                && facts.files().values().stream().flatMap(List::stream).noneMatch(CachedLayers::isLimited);
    }

    private static boolean isLimited(FileFacts file) {
        for (Fact fact : file.facts()) {
            if (fact instanceof Fact.UnreadFact unread && unread.kind() == CoverageFact.Kind.LIMIT_REACHED) {
                return true;
            }
        }
        return false;
    }

    /** Makes the outcomes of the layers that are known; returns the others. */
    List<PulledLayer> settle(List<PulledLayer> layers, LayerOutcomes outcomes) throws InterruptedException {
        if (cache.equals(LayerFactsCache.NONE)) {
            return layers;
        }
        Queue<PulledLayer> unknown = new ConcurrentLinkedQueue<>();
        try (LayerThreads readers = LayerThreads.start(CACHE, layers, limits.streamsMax(), layer -> {
            Optional<LayerOutcome> known = key(layer).flatMap(key -> found(layer, key));
            known.ifPresent(outcome -> outcomes.put(layer.index(), outcome));
            if (known.isEmpty()) {
                unknown.add(layer);
            }
        })) {
            readers.join();
        }
        return layers.stream().filter(unknown::contains).toList();
    }

    /**
     * Begins to digest the bytes of layers that nobody is going to read, as far as they lie before us.
     *
     * @param unread hears what becomes of one that cannot be read, or is not what names it
     */
    LayerThreads verify(List<PulledLayer> layers, Consumer<LayerOutcome> unread) {
        List<PulledLayer> local =
                layers.stream().filter(layer -> !layer.bytes().isRemote()).toList();
        return LayerThreads.start(CACHE, local, limits.streamsMax(), layer -> {
            try (InputStream stored = layer.bytes().open()) {
                stored.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                unread.accept(LayerOutcome.unread(layer, e));
            }
        });
    }

    private Optional<LayerOutcome> found(PulledLayer layer, LayerKey key) {
        Optional<InputStream> coded = cache.find(key);
        if (coded.isEmpty()) {
            return Optional.empty();
        }
        FactsBudget budget = new FactsBudget(FactsBudget.LAYER_BYTES_MAX);
        try (InputStream in = coded.get()) {
            LayerFacts facts = LayerFactsCodec.read(in, budget);
            if (worthKeeping(layer, facts)) {
                return Optional.of(LayerOutcome.read(layer, facts, budget.spent()));
            }
        } catch (FactsException | IOException e) {
            // damaged: as if it were not there
        }
        cache.remove(key);
        return Optional.empty();
    }
}
