package io.tidewaiter.vuln;

/** One entry of {@code references[]} (OSV schema 1.7). */
public record OsvReference(String type, String url) {}
