/** Tests. */
@NullMarked
package io.tidewaiter.catalog.rpm;

import org.jspecify.annotations.NullMarked;
