package io.tidewaiter.model.scan;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.Inventory;

/** The whole answer for one image: what it is, what it contains, what that means. */
public record ScanResult(ImageIdentity image, Inventory inventory, ImageAssessment assessment) {}
