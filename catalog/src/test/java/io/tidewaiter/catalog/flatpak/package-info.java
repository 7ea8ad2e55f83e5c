/** Tests of what Flatpak says of an image. */
@NullMarked
package io.tidewaiter.catalog.flatpak;

import org.jspecify.annotations.NullMarked;
