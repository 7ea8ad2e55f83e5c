/** Tests. */
@NullMarked
package io.tidewaiter.catalog.text;

import org.jspecify.annotations.NullMarked;
