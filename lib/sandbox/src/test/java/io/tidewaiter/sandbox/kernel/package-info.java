/** Tests of the confinement. */
@NullMarked
package io.tidewaiter.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
