/** Files of a feed folder as they are published: packed, archived, or both. */
@NullMarked
package io.tidewaiter.advisory.unpack;

import org.jspecify.annotations.NullMarked;
