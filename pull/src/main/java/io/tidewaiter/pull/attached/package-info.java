/** What hangs on an image in its registry and may speak for it. */
@NullMarked
package io.tidewaiter.pull.attached;

import org.jspecify.annotations.NullMarked;
