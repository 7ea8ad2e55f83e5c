/** Distributions that are built as one image and leave a list of their parts in JSON. */
@NullMarked
package io.tidewaiter.catalog.inventory;

import org.jspecify.annotations.NullMarked;
