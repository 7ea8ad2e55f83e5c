/** Packages of Nim. */
@NullMarked
package io.tidewaiter.catalog.nim;

import org.jspecify.annotations.NullMarked;
