/** What a feed is: one kind of documents, read to advisories with what their vendor says of each package. */
@NullMarked
package io.tidewaiter.advisory.feed;

import org.jspecify.annotations.NullMarked;
