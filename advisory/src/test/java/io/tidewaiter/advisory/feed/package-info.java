/** Tests of what feeds have in common. */
@NullMarked
package io.tidewaiter.advisory.feed;

import org.jspecify.annotations.NullMarked;
