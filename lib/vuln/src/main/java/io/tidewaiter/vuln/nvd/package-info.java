/** The answers of the NVD's API, version 2.0. */
@NullMarked
package io.tidewaiter.vuln.nvd;

import org.jspecify.annotations.NullMarked;
