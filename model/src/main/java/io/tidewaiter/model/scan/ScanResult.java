package io.tidewaiter.model.scan;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.PackageContext;
import java.util.List;

/**
 * The whole answer for one image: what it is, what it contains, what that means.
 *
 * @param suppressed findings that were asked not to be shown, most urgent first
 * @param placed every package with what of the image decided its matches; empty where nobody asked
 */
public record ScanResult(
        ImageIdentity image,
        Inventory inventory,
        ImageAssessment assessment,
        List<SuppressedFinding> suppressed,
        List<PackageContext.Placed> placed) {
    public ScanResult {
        suppressed = List.copyOf(suppressed);
        placed = List.copyOf(placed);
    }

    /** A result that is only shown. */
    public ScanResult(
            ImageIdentity image, Inventory inventory, ImageAssessment assessment, List<SuppressedFinding> suppressed) {
        this(image, inventory, assessment, suppressed, List.of());
    }

    /** A result in which nothing is suppressed. */
    public ScanResult(ImageIdentity image, Inventory inventory, ImageAssessment assessment) {
        this(image, inventory, assessment, List.of());
    }

    /** The same without what is suppressed. */
    public ScanResult withoutSuppressed() {
        return new ScanResult(image, inventory, assessment, List.of(), placed);
    }
}
