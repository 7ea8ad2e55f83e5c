/** What is known of layers that were read before. */
@NullMarked
package io.tidewaiter.catalog.cache;

import org.jspecify.annotations.NullMarked;
