/** Functions of datetimes and timespans. */
@NullMarked
package io.tidewaiter.kql.function.time;

import org.jspecify.annotations.NullMarked;
