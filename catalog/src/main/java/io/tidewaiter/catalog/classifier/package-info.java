/** Software that was built from source, where its installation and its program agree on what it is. */
@NullMarked
package io.tidewaiter.catalog.classifier;

import org.jspecify.annotations.NullMarked;
