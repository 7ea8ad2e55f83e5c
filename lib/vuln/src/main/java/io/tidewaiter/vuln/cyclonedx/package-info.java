/** CycloneDX: the part of it that is VEX. */
@NullMarked
package io.tidewaiter.vuln.cyclonedx;

import org.jspecify.annotations.NullMarked;
