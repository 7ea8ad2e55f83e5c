/** Tests of the way from feeds to a database. */
@NullMarked
package io.tidewaiter.advisory.compile;

import org.jspecify.annotations.NullMarked;
