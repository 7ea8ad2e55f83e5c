/** Packages of Haskell's compiler. */
@NullMarked
package io.tidewaiter.catalog.haskell;

import org.jspecify.annotations.NullMarked;
