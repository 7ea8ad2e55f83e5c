package io.tidewaiter.model.scan;

import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;

/**
 * An image whose manifest and config are known and whose layers can be read.
 *
 * @param layers lowest first
 * @param facts what pulling could not do, for example a foreign layer that the registry does not hold
 */
public record PulledImage(ImageIdentity identity, List<PulledLayer> layers, List<CoverageFact> facts) {
    public PulledImage {
        layers = List.copyOf(layers);
        facts = List.copyOf(facts);
    }
}
