/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.suse;

import org.jspecify.annotations.NullMarked;
