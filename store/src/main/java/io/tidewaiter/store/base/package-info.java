/** Which images are the bases of others. */
@NullMarked
package io.tidewaiter.store.base;

import org.jspecify.annotations.NullMarked;
