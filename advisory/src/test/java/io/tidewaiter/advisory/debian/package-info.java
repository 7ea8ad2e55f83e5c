/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.debian;

import org.jspecify.annotations.NullMarked;
