/** CSAF 2.0 (OASIS): advisories and VEX documents with their product trees. */
@NullMarked
package io.tidewaiter.vuln.csaf;

import org.jspecify.annotations.NullMarked;
