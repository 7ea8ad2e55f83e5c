/** os-release(5), and the older files that name a distribution. */
@NullMarked
package io.tidewaiter.catalog.osrelease;

import org.jspecify.annotations.NullMarked;
