/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.arch;

import org.jspecify.annotations.NullMarked;
