/** The CVE record format, version 5. */
@NullMarked
package io.tidewaiter.vuln.cve;

import org.jspecify.annotations.NullMarked;
