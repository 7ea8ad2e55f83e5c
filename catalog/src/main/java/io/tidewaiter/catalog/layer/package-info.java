/** One layer: from its stored bytes to compact facts, and back from the bytes that the cell answers. */
@NullMarked
package io.tidewaiter.catalog.layer;

import org.jspecify.annotations.NullMarked;
