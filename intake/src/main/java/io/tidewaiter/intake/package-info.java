/** A registry changed: event to scan request. */
@NullMarked
package io.tidewaiter.intake;

import org.jspecify.annotations.NullMarked;
