/** OpenVEX (OpenSSF): statements of products and vulnerabilities. */
@NullMarked
package io.tidewaiter.vuln.openvex;

import org.jspecify.annotations.NullMarked;
