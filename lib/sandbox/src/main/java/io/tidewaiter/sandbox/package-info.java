/** A confined child JVM. */
@NullMarked
package io.tidewaiter.sandbox;

import org.jspecify.annotations.NullMarked;
