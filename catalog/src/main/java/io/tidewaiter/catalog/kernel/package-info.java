/** Kernels and kernel modules, as evidence where no package database is left. */
@NullMarked
package io.tidewaiter.catalog.kernel;

import org.jspecify.annotations.NullMarked;
