/** The tables that queries may name, each cut down to what the caller may read. */
@NullMarked
package io.tidewaiter.graph.table;

import org.jspecify.annotations.NullMarked;
