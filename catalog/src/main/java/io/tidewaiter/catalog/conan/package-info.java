/** Packages of Conan. */
@NullMarked
package io.tidewaiter.catalog.conan;

import org.jspecify.annotations.NullMarked;
