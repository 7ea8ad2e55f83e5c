/** The cell: a confined child JVM that works on foreign bytes; {@link io.tidewaiter.sandbox.Cell} tells the whole. */
@NullMarked
package io.tidewaiter.sandbox;

import org.jspecify.annotations.NullMarked;
