/** Queries that people keep. */
@NullMarked
package io.tidewaiter.store.saved;

import org.jspecify.annotations.NullMarked;
