/** Tests of the compiled advisory database. */
@NullMarked
package io.tidewaiter.advisory;

import org.jspecify.annotations.NullMarked;
