/** Tests of the cell. */
@NullMarked
package io.tidewaiter.sandbox;

import org.jspecify.annotations.NullMarked;
