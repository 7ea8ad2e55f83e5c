/** Which vulnerability speaks for which package version, and why. */
@NullMarked
package io.tidewaiter.model.match;

import org.jspecify.annotations.NullMarked;
