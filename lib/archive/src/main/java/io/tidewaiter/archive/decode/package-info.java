/** Compressed stream in, plain bytes out: gzip (RFC 1952) with two inflate engines, zstd (RFC 8878), or nothing at all. */
@NullMarked
package io.tidewaiter.archive.decode;

import org.jspecify.annotations.NullMarked;
