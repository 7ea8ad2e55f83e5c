/** Plans to SQL for DuckDB: deterministic, with every name and literal quoted. */
@NullMarked
package io.tidewaiter.kql.sql;

import org.jspecify.annotations.NullMarked;
