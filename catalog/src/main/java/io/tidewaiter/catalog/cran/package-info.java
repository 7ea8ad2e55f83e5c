/** What R installed. */
@NullMarked
package io.tidewaiter.catalog.cran;

import org.jspecify.annotations.NullMarked;
