package io.tidewaiter.version;

import java.util.List;

/**
 * One range of an OSV record, evaluated as the OSV schema 1.7 says ("Evaluation" section).
 *
 * @param kind which order the events are in
 * @param events in any order; never mixes {@code fixed} and {@code lastAffected}
 */
public record VersionRange(Kind kind, List<RangeEvent> events) {
    /** The order that a range's versions are in. */
    public enum Kind {
        SEMVER,
        ECOSYSTEM,
        GIT
    }

    public VersionRange {
        events = List.copyOf(events);
    }
}
