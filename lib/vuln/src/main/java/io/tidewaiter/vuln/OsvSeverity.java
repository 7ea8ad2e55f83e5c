package io.tidewaiter.vuln;

/**
 * One entry of {@code severity[]} (OSV schema 1.7).
 *
 * @param type {@code CVSS_V2}, {@code CVSS_V3}, {@code CVSS_V4}, {@code Ubuntu} or a later one
 * @param score a vector or a word, as the type says
 */
public record OsvSeverity(String type, String score) {}
