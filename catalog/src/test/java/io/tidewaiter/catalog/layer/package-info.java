/** Tests. */
@NullMarked
package io.tidewaiter.catalog.layer;

import org.jspecify.annotations.NullMarked;
