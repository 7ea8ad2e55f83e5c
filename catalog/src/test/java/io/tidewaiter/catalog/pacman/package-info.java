/** Tests of what pacman says of an image. */
@NullMarked
package io.tidewaiter.catalog.pacman;

import org.jspecify.annotations.NullMarked;
