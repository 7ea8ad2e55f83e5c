/** {@code tidewaiter db}: the advisory database file. */
@NullMarked
package io.tidewaiter.cli.db;

import org.jspecify.annotations.NullMarked;
