/** Feeds over HTTP(S) into a feed folder: asked for only when changed, and kept only when they can be trusted. */
@NullMarked
package io.tidewaiter.advisory.fetch;

import org.jspecify.annotations.NullMarked;
