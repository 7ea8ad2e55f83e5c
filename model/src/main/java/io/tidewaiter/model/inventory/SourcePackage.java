package io.tidewaiter.model.inventory;

/** The source package that a distribution built a binary package from; its version may differ from the binary's. */
public record SourcePackage(String name, String version) {}
