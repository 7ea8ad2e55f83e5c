/** The columnar picture of the state (DuckDB), and the queries over it. */
@NullMarked
package io.tidewaiter.graph;

import org.jspecify.annotations.NullMarked;
