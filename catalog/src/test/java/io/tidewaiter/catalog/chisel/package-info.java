/** Tests of what the manifest of chisel says of an image. */
@NullMarked
package io.tidewaiter.catalog.chisel;

import org.jspecify.annotations.NullMarked;
