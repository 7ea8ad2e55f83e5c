/** Homebrew: packages below a Cellar. */
@NullMarked
package io.tidewaiter.catalog.homebrew;

import org.jspecify.annotations.NullMarked;
