/** What differs between two advisory databases. */
@NullMarked
package io.tidewaiter.advisory.delta;

import org.jspecify.annotations.NullMarked;
