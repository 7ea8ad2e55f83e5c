/** The command line with the service and the demo: what is packaged. */
@NullMarked
package io.tidewaiter.dist;

import org.jspecify.annotations.NullMarked;
