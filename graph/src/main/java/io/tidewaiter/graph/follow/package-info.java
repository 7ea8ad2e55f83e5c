/** Follows the state: the change sequence, batch by batch, or everything anew. */
@NullMarked
package io.tidewaiter.graph.follow;

import org.jspecify.annotations.NullMarked;
