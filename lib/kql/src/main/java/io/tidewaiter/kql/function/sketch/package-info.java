/** Functions of what {@code hll} and {@code tdigest} keep. */
@NullMarked
package io.tidewaiter.kql.function.sketch;

import org.jspecify.annotations.NullMarked;
