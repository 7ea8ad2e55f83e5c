/** Tests of the list of Debian packages that rocks carry. */
@NullMarked
package io.tidewaiter.catalog.rock;

import org.jspecify.annotations.NullMarked;
