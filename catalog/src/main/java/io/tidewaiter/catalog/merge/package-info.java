/** What a merged image contains, from the facts of all layers. */
@NullMarked
package io.tidewaiter.catalog.merge;

import org.jspecify.annotations.NullMarked;
