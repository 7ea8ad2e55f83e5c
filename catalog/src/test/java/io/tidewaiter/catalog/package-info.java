/** Whole images, good and hostile, read in a real cell. */
@NullMarked
package io.tidewaiter.catalog;

import org.jspecify.annotations.NullMarked;
