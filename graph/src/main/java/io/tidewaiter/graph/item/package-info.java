/** Resources in the form of queries, with their versions: everything that is neither an image nor of one. */
@NullMarked
package io.tidewaiter.graph.item;

import org.jspecify.annotations.NullMarked;
