/** Rules, exemptions and VEX documents with their history, and what counts under them. */
@NullMarked
package io.tidewaiter.store.judge;

import org.jspecify.annotations.NullMarked;
