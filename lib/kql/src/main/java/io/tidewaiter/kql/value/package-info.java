/** Values of the language outside of the database: dynamic ones, times, and their text. */
@NullMarked
package io.tidewaiter.kql.value;

import org.jspecify.annotations.NullMarked;
