/** Tests. */
@NullMarked
package io.tidewaiter.catalog.distro;

import org.jspecify.annotations.NullMarked;
