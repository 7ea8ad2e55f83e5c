/** Tests. */
@NullMarked
package io.tidewaiter.catalog.apk;

import org.jspecify.annotations.NullMarked;
