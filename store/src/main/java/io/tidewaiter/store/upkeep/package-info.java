/** Keeping the state: backup and restore, and what is taken out when it is too old. */
@NullMarked
package io.tidewaiter.store.upkeep;

import org.jspecify.annotations.NullMarked;
