/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.alpine;

import org.jspecify.annotations.NullMarked;
