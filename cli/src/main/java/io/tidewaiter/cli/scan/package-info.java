/** {@code tidewaiter scan}: options, the gate, where the documents go. */
@NullMarked
package io.tidewaiter.cli.scan;

import org.jspecify.annotations.NullMarked;
