/** Tests of the verdict: which advisory speaks for which package. */
@NullMarked
package io.tidewaiter.match;

import org.jspecify.annotations.NullMarked;
