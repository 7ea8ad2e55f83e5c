/** The change sequence of the state: what a picture of the state follows. */
@NullMarked
package io.tidewaiter.store.change;

import org.jspecify.annotations.NullMarked;
