package io.tidewaiter.catalog;

import io.tidewaiter.catalog.layer.LayerFacts;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcomes of an image's layers as they come in, from several threads. Their facts together stay within a bound;
 * what does not fit is dropped from the top, so that the order in which layers are read does not show in the result.
 */
final class LayerOutcomes {
    private final long factBytesMax;
    private final SortedMap<Integer, LayerOutcome> outcomes = new TreeMap<>();

    LayerOutcomes(long factBytesMax) {
        this.factBytesMax = factBytesMax;
    }

    synchronized void put(int index, LayerOutcome outcome) {
        outcomes.put(index, outcome);
        long total = 0;
        for (Map.Entry<Integer, LayerOutcome> entry : outcomes.entrySet()) {
            total += entry.getValue().memoryBytes();
            Optional<LayerFacts> usable = entry.getValue().usable();
            if (total > factBytesMax && usable.isPresent()) {
                entry.setValue(entry.getValue().dropped(factBytesMax));
            }
        }
    }

    synchronized LayerOutcome of(int index) {
        LayerOutcome outcome = outcomes.get(index);
        if (outcome == null) {
            throw new IllegalStateException("every layer has an outcome: " + index);
        }
        return outcome;
    }
}
