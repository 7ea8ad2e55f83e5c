/** The fixes of Root.io. */
@NullMarked
package io.tidewaiter.advisory.rootio;

import org.jspecify.annotations.NullMarked;
