/** Manifest, config and layers, by digest. */
@NullMarked
package io.tidewaiter.pull;

import org.jspecify.annotations.NullMarked;
