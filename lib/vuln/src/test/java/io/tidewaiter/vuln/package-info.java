/** Tests of the public vulnerability formats. */
@NullMarked
package io.tidewaiter.vuln;

import org.jspecify.annotations.NullMarked;
