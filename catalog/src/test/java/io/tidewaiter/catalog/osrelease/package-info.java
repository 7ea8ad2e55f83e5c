/** Tests. */
@NullMarked
package io.tidewaiter.catalog.osrelease;

import org.jspecify.annotations.NullMarked;
