/** Tests of what an unpacked snap says of an image. */
@NullMarked
package io.tidewaiter.catalog.snap;

import org.jspecify.annotations.NullMarked;
