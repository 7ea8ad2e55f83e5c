/** Records of the CVE list, version 5. */
@NullMarked
package io.tidewaiter.advisory.cve;

import org.jspecify.annotations.NullMarked;
