/** What Composer installed. */
@NullMarked
package io.tidewaiter.catalog.composer;

import org.jspecify.annotations.NullMarked;
