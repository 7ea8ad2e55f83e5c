/** How long a query takes from text to SQL. */
@NullMarked
package io.tidewaiter.bench.translate;

import org.jspecify.annotations.NullMarked;
