/** Canonical's OpenVEX documents. */
@NullMarked
package io.tidewaiter.advisory.ubuntu;

import org.jspecify.annotations.NullMarked;
