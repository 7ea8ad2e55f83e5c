/** The advisories of RapidFort. */
@NullMarked
package io.tidewaiter.advisory.rapidfort;

import org.jspecify.annotations.NullMarked;
