/** Java programs that GraalVM compiled to machine code. */
@NullMarked
package io.tidewaiter.catalog.nativeimage;

import org.jspecify.annotations.NullMarked;
