/** The pipeline. */
@NullMarked
package io.tidewaiter.flow;

import org.jspecify.annotations.NullMarked;
