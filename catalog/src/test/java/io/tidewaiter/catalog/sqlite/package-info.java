/** Tests. */
@NullMarked
package io.tidewaiter.catalog.sqlite;

import org.jspecify.annotations.NullMarked;
