/** The tables that a query may name, and how SQL reaches them. */
@NullMarked
package io.tidewaiter.kql.schema;

import org.jspecify.annotations.NullMarked;
