/** snap: an unpacked snap, and the packages that it was made of. */
@NullMarked
package io.tidewaiter.catalog.snap;

import org.jspecify.annotations.NullMarked;
