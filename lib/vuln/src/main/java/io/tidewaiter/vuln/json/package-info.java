/** JSON documents of foreign origin: read forwards, within limits. */
@NullMarked
package io.tidewaiter.vuln.json;

import org.jspecify.annotations.NullMarked;
