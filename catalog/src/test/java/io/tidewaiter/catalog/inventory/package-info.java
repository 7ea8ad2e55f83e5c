/** Tests of what the inventory of a distribution that is built as one image says of an image. */
@NullMarked
package io.tidewaiter.catalog.inventory;

import org.jspecify.annotations.NullMarked;
