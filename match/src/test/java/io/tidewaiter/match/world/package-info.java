/** Advisories and images that tests are told of in a few words. */
@NullMarked
package io.tidewaiter.match.world;

import org.jspecify.annotations.NullMarked;
