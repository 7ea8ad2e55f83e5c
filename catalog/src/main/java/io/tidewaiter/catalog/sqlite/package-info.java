/** Reads tables out of the bytes of a SQLite database and of the write-ahead log beside it, without SQL. */
@NullMarked
package io.tidewaiter.catalog.sqlite;

import org.jspecify.annotations.NullMarked;
