/** Packages of Julia. */
@NullMarked
package io.tidewaiter.catalog.julia;

import org.jspecify.annotations.NullMarked;
