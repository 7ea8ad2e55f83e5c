/** Queries that ship. */
@NullMarked
package io.tidewaiter.graph.saved;

import org.jspecify.annotations.NullMarked;
