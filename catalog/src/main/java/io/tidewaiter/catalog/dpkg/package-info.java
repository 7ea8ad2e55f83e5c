/** dpkg: its status file, the single stanzas of distroless images, and its lists of files. */
@NullMarked
package io.tidewaiter.catalog.dpkg;

import org.jspecify.annotations.NullMarked;
