/** Tests of the channels of a distribution. */
@NullMarked
package io.tidewaiter.catalog.channel;

import org.jspecify.annotations.NullMarked;
