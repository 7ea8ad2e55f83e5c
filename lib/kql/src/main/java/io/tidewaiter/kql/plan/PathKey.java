package io.tidewaiter.kql.plan;

/** A step into a dynamic value. */
public sealed interface PathKey {
    /** A property of a bag. */
    record Name(String name) implements PathKey {}

    /** An element of an array; negative from the end. */
    record Index(int index) implements PathKey {}
}
