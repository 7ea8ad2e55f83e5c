package io.tidewaiter.store.arm;

/** What came of a write. */
public sealed interface Written {
    /** There was nothing of this id. */
    record Created(ArmResource resource) implements Written {}

    /** There was another version, which has ended. */
    record Replaced(ArmResource resource) implements Written {}

    /** The precondition did not hold; nothing was written. */
    record Refused() implements Written {}
}
