/** Databases in the form of Alpine's secdb: Alpine itself, Wolfi, Chainguard, MinimOS and SecureOS. */
@NullMarked
package io.tidewaiter.advisory.alpine;

import org.jspecify.annotations.NullMarked;
