/** Purl, ecosystems, version order and ranges. */
@NullMarked
package io.tidewaiter.version;

import org.jspecify.annotations.NullMarked;
