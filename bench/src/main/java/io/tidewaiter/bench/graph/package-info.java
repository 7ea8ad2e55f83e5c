/** The graph under a large fleet: how fast it is built, follows, and answers. */
@NullMarked
package io.tidewaiter.bench.graph;

import org.jspecify.annotations.NullMarked;
