/** Tests. */
@NullMarked
package io.tidewaiter.archive.tar;

import org.jspecify.annotations.NullMarked;
