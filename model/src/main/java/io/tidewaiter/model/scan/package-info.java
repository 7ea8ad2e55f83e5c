/** What is to be scanned and what came of it. */
@NullMarked
package io.tidewaiter.model.scan;

import org.jspecify.annotations.NullMarked;
