/** What the files of one layer say, whatever the layers above and below it hold. */
@NullMarked
package io.tidewaiter.catalog.fact;

import org.jspecify.annotations.NullMarked;
