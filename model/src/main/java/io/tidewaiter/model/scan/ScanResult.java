package io.tidewaiter.model.scan;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Inventory;
import java.util.List;

/**
 * The whole answer for one image: what it is, what it contains, what that means.
 *
 * @param suppressed findings that were asked not to be shown, most urgent first
 */
public record ScanResult(
        ImageIdentity image, Inventory inventory, ImageAssessment assessment, List<SuppressedFinding> suppressed) {
    public ScanResult {
        suppressed = List.copyOf(suppressed);
    }

    /** A result in which nothing is suppressed. */
    public ScanResult(ImageIdentity image, Inventory inventory, ImageAssessment assessment) {
        this(image, inventory, assessment, List.of());
    }

    /** The same without what is suppressed. */
    public ScanResult withoutSuppressed() {
        return new ScanResult(image, inventory, assessment);
    }
}
