/** Layer bytes to facts (in the cell), and the facts of all layers to what the image contains. */
@NullMarked
package io.tidewaiter.catalog;

import org.jspecify.annotations.NullMarked;
