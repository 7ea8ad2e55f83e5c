/** A registry changed, or time passed: what its message says, as values. */
@NullMarked
package io.tidewaiter.intake;

import org.jspecify.annotations.NullMarked;
