/** {@code tidewaiter train}: what the build runs once, so that the JVM remembers how to start. */
@NullMarked
package io.tidewaiter.cli.train;

import org.jspecify.annotations.NullMarked;
