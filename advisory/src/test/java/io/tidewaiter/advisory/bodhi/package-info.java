/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.bodhi;

import org.jspecify.annotations.NullMarked;
