/** How long it takes until new advisories hold for every image. */
@NullMarked
package io.tidewaiter.bench.reevaluate;

import org.jspecify.annotations.NullMarked;
