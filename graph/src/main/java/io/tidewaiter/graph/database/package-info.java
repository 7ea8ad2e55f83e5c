/** DuckDB in this process: its file, its tables, and what it may not do. */
@NullMarked
package io.tidewaiter.graph.database;

import org.jspecify.annotations.NullMarked;
