/** Tests of what Docker says of the components of its hardened images. */
@NullMarked
package io.tidewaiter.catalog.dhi;

import org.jspecify.annotations.NullMarked;
