/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.redhat;

import org.jspecify.annotations.NullMarked;
