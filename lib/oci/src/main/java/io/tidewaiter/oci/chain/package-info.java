/** Stacks of layers. */
@NullMarked
package io.tidewaiter.oci.chain;

import org.jspecify.annotations.NullMarked;
