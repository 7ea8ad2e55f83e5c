/** Tests of this feed. */
@NullMarked
package io.tidewaiter.advisory.photon;

import org.jspecify.annotations.NullMarked;
