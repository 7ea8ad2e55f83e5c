/** Tests. */
@NullMarked
package io.tidewaiter.catalog.nix;

import org.jspecify.annotations.NullMarked;
