/** Ports of vcpkg. */
@NullMarked
package io.tidewaiter.catalog.vcpkg;

import org.jspecify.annotations.NullMarked;
