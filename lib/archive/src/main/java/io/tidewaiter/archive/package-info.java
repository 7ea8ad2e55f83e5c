/** What every archive reader shares: limits, the push sink, the one exception, and what a path inside an archive means. */
@NullMarked
package io.tidewaiter.archive;

import org.jspecify.annotations.NullMarked;
