/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.ubuntu;

import org.jspecify.annotations.NullMarked;
