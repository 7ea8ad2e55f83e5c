/** Which registries are scanned, and what listings of them find: the way of every image that no event told of. */
@NullMarked
package io.tidewaiter.flow.discover;

import org.jspecify.annotations.NullMarked;
