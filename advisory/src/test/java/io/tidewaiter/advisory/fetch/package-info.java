/** Tests of fetching, against a real HTTP server. */
@NullMarked
package io.tidewaiter.advisory.fetch;

import org.jspecify.annotations.NullMarked;
