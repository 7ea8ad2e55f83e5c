/** Tests of ranges over versions. */
@NullMarked
package io.tidewaiter.version;

import org.jspecify.annotations.NullMarked;
