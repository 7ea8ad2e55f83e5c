/** A state of 100,000 images and what reading and judging it costs. */
@NullMarked
package io.tidewaiter.bench.state;

import org.jspecify.annotations.NullMarked;
