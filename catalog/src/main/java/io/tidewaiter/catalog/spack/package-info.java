/** Packages that Spack installed. */
@NullMarked
package io.tidewaiter.catalog.spack;

import org.jspecify.annotations.NullMarked;
