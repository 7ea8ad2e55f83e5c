/** What conda installed. */
@NullMarked
package io.tidewaiter.catalog.conda;

import org.jspecify.annotations.NullMarked;
