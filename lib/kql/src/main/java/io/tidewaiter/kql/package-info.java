/** The Kusto query language: text, syntax, bound plan, SQL for DuckDB. */
@NullMarked
package io.tidewaiter.kql;

import org.jspecify.annotations.NullMarked;
