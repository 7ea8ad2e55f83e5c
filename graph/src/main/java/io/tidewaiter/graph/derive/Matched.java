package io.tidewaiter.graph.derive;

/**
 * A vulnerability speaks for a package version: a row of the state's {@code package_match}.
 *
 * @param id the row
 * @param kind the number of the finding's key: vulnerability, ecosystem, subject and version
 * @param firstSeen since when, without regard to changes of the description
 */
public record Matched(long id, int kind, long firstSeen, Interval valid) {}
