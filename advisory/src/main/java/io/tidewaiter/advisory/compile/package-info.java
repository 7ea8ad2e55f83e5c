/** Feeds as their publishers lay them down, to one advisory database. */
@NullMarked
package io.tidewaiter.advisory.compile;

import org.jspecify.annotations.NullMarked;
