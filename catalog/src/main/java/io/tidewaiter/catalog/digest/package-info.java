/** Digests of files, as package managers record them and as the bytes have them. */
@NullMarked
package io.tidewaiter.catalog.digest;

import org.jspecify.annotations.NullMarked;
