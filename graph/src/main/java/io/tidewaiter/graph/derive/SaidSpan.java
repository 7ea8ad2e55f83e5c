package io.tidewaiter.graph.derive;

/**
 * What is said for a time.
 *
 * @param counts whether no rule hides the finding; an exemption of the whole resource does not matter here
 */
public record SaidSpan(Interval valid, Said said, boolean counts) {}
