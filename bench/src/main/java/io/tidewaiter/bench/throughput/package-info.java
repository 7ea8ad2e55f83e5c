/** How much of what the machine can inflate a scan reaches. */
@NullMarked
package io.tidewaiter.bench.throughput;

import org.jspecify.annotations.NullMarked;
