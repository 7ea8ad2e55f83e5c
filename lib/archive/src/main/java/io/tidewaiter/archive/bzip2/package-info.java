/** bzip2, which no layer may have and advisory feeds come in. */
@NullMarked
package io.tidewaiter.archive.bzip2;

import org.jspecify.annotations.NullMarked;
