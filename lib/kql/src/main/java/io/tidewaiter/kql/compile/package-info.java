/** The way in: text and schema to SQL with its columns, or to diagnostics. */
@NullMarked
package io.tidewaiter.kql.compile;

import org.jspecify.annotations.NullMarked;
