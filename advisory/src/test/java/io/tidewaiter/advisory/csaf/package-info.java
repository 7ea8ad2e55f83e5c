/** Tests of the feeds that publish CSAF. */
@NullMarked
package io.tidewaiter.advisory.csaf;

import org.jspecify.annotations.NullMarked;
