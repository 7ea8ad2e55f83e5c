/** Functions of strings. */
@NullMarked
package io.tidewaiter.kql.function.text;

import org.jspecify.annotations.NullMarked;
