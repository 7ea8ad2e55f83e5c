/** {@code tidewaiter query}: questions to a running service. */
@NullMarked
package io.tidewaiter.dist.query;

import org.jspecify.annotations.NullMarked;
