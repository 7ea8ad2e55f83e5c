package io.tidewaiter.model.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image contains, and how far the reading reaches.
 *
 * @param catalogVersion names the code that read it; another version may find more in the same bytes
 * @param packages sorted, without duplicates
 * @param base the image that this one was built on; null where nothing tells
 */
public record Inventory(
        String catalogVersion,
        OperatingSystem operatingSystem,
        List<LayerRecord> layers,
        List<InstalledPackage> packages,
        Coverage coverage,
        @Nullable BaseImage base) {
    public Inventory {
        layers = List.copyOf(layers);
        packages = InstalledPackage.sorted(packages);
    }

    /** An inventory of an image whose base is not known. */
    public Inventory(
            String catalogVersion,
            OperatingSystem operatingSystem,
            List<LayerRecord> layers,
            List<InstalledPackage> packages,
            Coverage coverage) {
        this(catalogVersion, operatingSystem, layers, packages, coverage, null);
    }

    /** The same inventory on another base. */
    public Inventory withBase(@Nullable BaseImage other) {
        return new Inventory(catalogVersion, operatingSystem, layers, packages, coverage, other);
    }

    /** The same inventory with another account of its coverage. */
    public Inventory withCoverage(Coverage other) {
        return new Inventory(catalogVersion, operatingSystem, layers, packages, other, base);
    }
}
