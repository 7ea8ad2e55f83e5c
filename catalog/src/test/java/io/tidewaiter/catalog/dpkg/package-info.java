/** Tests. */
@NullMarked
package io.tidewaiter.catalog.dpkg;

import org.jspecify.annotations.NullMarked;
