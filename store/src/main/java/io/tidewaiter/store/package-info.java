/** The durable state. */
@NullMarked
package io.tidewaiter.store;

import org.jspecify.annotations.NullMarked;
