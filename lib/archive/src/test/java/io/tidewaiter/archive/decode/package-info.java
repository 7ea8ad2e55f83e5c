/** Tests. */
@NullMarked
package io.tidewaiter.archive.decode;

import org.jspecify.annotations.NullMarked;
