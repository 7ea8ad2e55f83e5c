/** Tests. */
@NullMarked
package io.tidewaiter.catalog.freebsd;

import org.jspecify.annotations.NullMarked;
