/** Functions of numbers. */
@NullMarked
package io.tidewaiter.kql.function.number;

import org.jspecify.annotations.NullMarked;
