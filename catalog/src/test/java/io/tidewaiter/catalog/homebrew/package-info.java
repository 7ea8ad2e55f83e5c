/** Tests of what Homebrew says of an image. */
@NullMarked
package io.tidewaiter.catalog.homebrew;

import org.jspecify.annotations.NullMarked;
