/** Zip (PKWARE APPNOTE 6.3.10) from a bounded buffer or from a stream. */
@NullMarked
package io.tidewaiter.archive.zip;

import org.jspecify.annotations.NullMarked;
