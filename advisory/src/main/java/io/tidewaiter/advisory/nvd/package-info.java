/** The National Vulnerability Database, version 2.0: what it adds to CVEs. */
@NullMarked
package io.tidewaiter.advisory.nvd;

import org.jspecify.annotations.NullMarked;
