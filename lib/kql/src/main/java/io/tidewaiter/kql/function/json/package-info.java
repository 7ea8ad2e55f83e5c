/** Functions of dynamic values. */
@NullMarked
package io.tidewaiter.kql.function.json;

import org.jspecify.annotations.NullMarked;
