/** Components of Docker's hardened images. */
@NullMarked
package io.tidewaiter.catalog.dhi;

import org.jspecify.annotations.NullMarked;
