/** Inventory and advisories to matches. */
@NullMarked
package io.tidewaiter.match;

import org.jspecify.annotations.NullMarked;
