/** How long it takes to open the advisories and to ask them about an image. */
@NullMarked
package io.tidewaiter.bench.match;

import org.jspecify.annotations.NullMarked;
