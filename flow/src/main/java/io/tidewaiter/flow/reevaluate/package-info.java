/** The advisories while the service runs: held, watched, and what new ones change matched again. */
@NullMarked
package io.tidewaiter.flow.reevaluate;

import org.jspecify.annotations.NullMarked;
