package io.tidewaiter.model;

/** The name and version that every surface shows. */
public final class Product {
    /** Lower case, as commands and user agents write it. */
    public static final String NAME = "tidewaiter";

    /** Semantic version of this build; a house rule holds it equal to the build file's. */
    public static final String VERSION = "0.1.0";

    private Product() {}
}
