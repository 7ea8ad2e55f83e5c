/** Guix, whose store and database are those of Nix at other places. */
@NullMarked
package io.tidewaiter.catalog.guix;

import org.jspecify.annotations.NullMarked;
