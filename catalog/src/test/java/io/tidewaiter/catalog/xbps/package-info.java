/** Tests of what the database of XBPS says of an image. */
@NullMarked
package io.tidewaiter.catalog.xbps;

import org.jspecify.annotations.NullMarked;
