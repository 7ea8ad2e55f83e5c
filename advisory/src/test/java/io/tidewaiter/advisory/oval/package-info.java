/** Tests of the feeds that publish XML: OVAL and updateinfo. */
@NullMarked
package io.tidewaiter.advisory.oval;

import org.jspecify.annotations.NullMarked;
