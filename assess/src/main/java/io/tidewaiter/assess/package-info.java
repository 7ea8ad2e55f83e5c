/** Matches to assessments. */
@NullMarked
package io.tidewaiter.assess;

import org.jspecify.annotations.NullMarked;
