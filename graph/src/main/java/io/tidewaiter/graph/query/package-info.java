/** Runs queries: for whom, on what moment, within which bounds. */
@NullMarked
package io.tidewaiter.graph.query;

import org.jspecify.annotations.NullMarked;
