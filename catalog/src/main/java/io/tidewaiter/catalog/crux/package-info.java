/** CRUX: the one file that pkgutils keeps. */
@NullMarked
package io.tidewaiter.catalog.crux;

import org.jspecify.annotations.NullMarked;
