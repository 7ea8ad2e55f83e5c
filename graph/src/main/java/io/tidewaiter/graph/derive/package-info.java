/** From what the state holds of images to the rows of the graph: pure, the same for one image and for all. */
@NullMarked
package io.tidewaiter.graph.derive;

import org.jspecify.annotations.NullMarked;
