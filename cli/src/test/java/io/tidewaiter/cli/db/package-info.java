/** Tests of the commands on the advisory database. */
@NullMarked
package io.tidewaiter.cli.db;

import org.jspecify.annotations.NullMarked;
