/** Tests. */
@NullMarked
package io.tidewaiter.archive.zip;

import org.jspecify.annotations.NullMarked;
