/** A user's own documents, wherever they lie in the feed folder: what they are stands in them. */
@NullMarked
package io.tidewaiter.advisory.own;

import org.jspecify.annotations.NullMarked;
