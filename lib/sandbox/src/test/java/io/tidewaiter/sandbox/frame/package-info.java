/** Tests of the frames. */
@NullMarked
package io.tidewaiter.sandbox.frame;

import org.jspecify.annotations.NullMarked;
