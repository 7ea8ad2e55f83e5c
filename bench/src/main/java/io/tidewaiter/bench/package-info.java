/** Benchmarks. */
@NullMarked
package io.tidewaiter.bench;

import org.jspecify.annotations.NullMarked;
