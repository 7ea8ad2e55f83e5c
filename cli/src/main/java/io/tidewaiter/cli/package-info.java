/** The command line {@code tidewaiter}: data on stdout, talk on stderr, exit codes as a contract. */
@NullMarked
package io.tidewaiter.cli;

import org.jspecify.annotations.NullMarked;
