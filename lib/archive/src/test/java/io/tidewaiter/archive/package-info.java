/** Tests. */
@NullMarked
package io.tidewaiter.archive;

import org.jspecify.annotations.NullMarked;
