/** Rocks of Canonical: the list of Debian packages that they carry. */
@NullMarked
package io.tidewaiter.catalog.rock;

import org.jspecify.annotations.NullMarked;
