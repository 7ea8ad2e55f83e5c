/** The facts of all layers to what the image contains: whiteouts, opaque folders, links, type changes. */
@NullMarked
package io.tidewaiter.catalog.merge;

import org.jspecify.annotations.NullMarked;
