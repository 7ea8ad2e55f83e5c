/** Functions of values of any type: conversions, conditions. */
@NullMarked
package io.tidewaiter.kql.function.value;

import org.jspecify.annotations.NullMarked;
