/** The layers of an image laid over each other: whiteouts, opaque folders, links, type changes. */
@NullMarked
package io.tidewaiter.catalog.overlay;

import org.jspecify.annotations.NullMarked;
