/** Nix and Guix: the names of its store's paths, and the database that lists which of them are valid. */
@NullMarked
package io.tidewaiter.catalog.nix;

import org.jspecify.annotations.NullMarked;
