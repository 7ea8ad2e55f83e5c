/** Rust programs that tell what they were built of. */
@NullMarked
package io.tidewaiter.catalog.rust;

import org.jspecify.annotations.NullMarked;
