/** On which image another one was built. */
@NullMarked
package io.tidewaiter.catalog.base;

import org.jspecify.annotations.NullMarked;
