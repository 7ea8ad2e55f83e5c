/** Gzip, zstd, tar, zip: streaming, bounded. */
@NullMarked
package io.tidewaiter.archive;

import org.jspecify.annotations.NullMarked;
