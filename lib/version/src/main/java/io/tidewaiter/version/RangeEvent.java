package io.tidewaiter.version;

/** One event of an OSV range (OSV schema 1.7, {@code affected[].ranges[].events[]}). */
public sealed interface RangeEvent {
    /** The version that the event names; {@code "0"} sorts before every version. */
    String version();

    /** The first version that is affected. */
    record Introduced(String version) implements RangeEvent {}

    /** The first version that is no longer affected. */
    record Fixed(String version) implements RangeEvent {}

    /** The last version that is affected. */
    record LastAffected(String version) implements RangeEvent {}

    /** The range says nothing about this version and later ones. */
    record Limit(String version) implements RangeEvent {}
}
