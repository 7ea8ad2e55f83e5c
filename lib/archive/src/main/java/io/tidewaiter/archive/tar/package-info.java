/** Tar in every dialect that image layers use (POSIX.1-2024 pax, ustar, GNU, v7), as a push parser. */
@NullMarked
package io.tidewaiter.archive.tar;

import org.jspecify.annotations.NullMarked;
