/** How long from the end of a push to a finding that can be read. */
@NullMarked
package io.tidewaiter.bench.push;

import org.jspecify.annotations.NullMarked;
