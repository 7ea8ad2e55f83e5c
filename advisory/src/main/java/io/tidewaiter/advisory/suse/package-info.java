/** SUSE's CSAF documents: VEX and advisories. */
@NullMarked
package io.tidewaiter.advisory.suse;

import org.jspecify.annotations.NullMarked;
