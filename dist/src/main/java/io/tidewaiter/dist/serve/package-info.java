/** {@code tidewaiter serve}: all of the service wired together. */
@NullMarked
package io.tidewaiter.dist.serve;

import org.jspecify.annotations.NullMarked;
