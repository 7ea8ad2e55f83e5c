package io.tidewaiter.model.inventory;

import java.util.List;

/**
 * What an image contains, and how far the reading reaches.
 *
 * @param catalogVersion names the code that read it; another version may find more in the same bytes
 * @param packages sorted, without duplicates
 */
public record Inventory(
        String catalogVersion,
        OperatingSystem operatingSystem,
        List<LayerRecord> layers,
        List<InstalledPackage> packages,
        Coverage coverage) {
    public Inventory {
        layers = List.copyOf(layers);
        packages = packages.stream().sorted().distinct().toList();
    }

    /** The same inventory with another account of its coverage. */
    public Inventory withCoverage(Coverage other) {
        return new Inventory(catalogVersion, operatingSystem, layers, packages, other);
    }
}
