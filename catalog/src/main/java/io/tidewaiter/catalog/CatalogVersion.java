package io.tidewaiter.catalog;

import io.tidewaiter.model.Product;

/** Names the code that reads images: another version may find more in the same bytes. */
public final class CatalogVersion {
    /** Raised with every change of what a reading yields. */
    public static final String CURRENT = Product.VERSION + "-catalog.41";

    private CatalogVersion() {}
}
