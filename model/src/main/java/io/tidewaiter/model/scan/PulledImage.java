package io.tidewaiter.model.scan;

import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;

/**
 * An image whose manifest and config are known and whose layers can be read.
 *
 * @param layers lowest first
 * @param facts what pulling could not do, for example a foreign layer that the registry does not hold
 * @param base what the image says of its base
 */
public record PulledImage(ImageIdentity identity, List<PulledLayer> layers, List<CoverageFact> facts, BaseHint base) {
    public PulledImage {
        layers = List.copyOf(layers);
        facts = List.copyOf(facts);
    }

    /** An image that says nothing of its base. */
    public PulledImage(ImageIdentity identity, List<PulledLayer> layers, List<CoverageFact> facts) {
        this(identity, layers, facts, BaseHint.NONE);
    }
}
