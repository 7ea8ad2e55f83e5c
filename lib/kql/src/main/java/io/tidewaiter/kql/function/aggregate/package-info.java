/** Functions of the values of many rows. */
@NullMarked
package io.tidewaiter.kql.function.aggregate;

import org.jspecify.annotations.NullMarked;
