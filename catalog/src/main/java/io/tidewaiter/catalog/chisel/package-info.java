/** chisel: the manifest of Ubuntu images that are cut out of packages. */
@NullMarked
package io.tidewaiter.catalog.chisel;

import org.jspecify.annotations.NullMarked;
