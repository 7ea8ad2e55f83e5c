/** OVAL 5 (MITRE): definitions of patches and vulnerabilities as vendors of distributions publish them. */
@NullMarked
package io.tidewaiter.vuln.oval;

import org.jspecify.annotations.NullMarked;
