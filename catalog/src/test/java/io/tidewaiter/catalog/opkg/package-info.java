/** Tests of what opkg says of an image. */
@NullMarked
package io.tidewaiter.catalog.opkg;

import org.jspecify.annotations.NullMarked;
