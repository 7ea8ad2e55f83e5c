package io.tidewaiter.match;

/** What one affected entry says of one version. */
sealed interface Judgement {
    /**
     * The version is affected.
     *
     * @param range what it lies in, readable
     * @param fixed the lowest version that is out of it again; empty where none is known
     * @param rule {@code version range} or {@code listed version}
     */
    record Affected(String range, String fixed, String rule) implements Judgement {}

    /**
     * The entry does not say that the version is affected.
     *
     * @param why the rule, as a sentence without a point
     * @param change what would have to be otherwise; empty where the versions tell it
     */
    record NotAffected(String why, String change) implements Judgement {}

    /** The entry may or may not speak of this version. */
    record CannotTell(String why) implements Judgement {}
}
