/** What is known of registries as a whole, and of the scans of their images. */
@NullMarked
package io.tidewaiter.store.sync;

import org.jspecify.annotations.NullMarked;
