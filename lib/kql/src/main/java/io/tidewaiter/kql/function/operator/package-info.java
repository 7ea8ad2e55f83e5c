/** The operators on values. */
@NullMarked
package io.tidewaiter.kql.function.operator;

import org.jspecify.annotations.NullMarked;
