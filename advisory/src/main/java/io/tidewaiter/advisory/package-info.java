/** Feeds to the advisory database. */
@NullMarked
package io.tidewaiter.advisory;

import org.jspecify.annotations.NullMarked;
