/** Package names and versions as each ecosystem means them: purl, OSV ecosystems, version order and ranges. */
@NullMarked
package io.tidewaiter.version;

import org.jspecify.annotations.NullMarked;
