/** Transactions, statements and columns: what every part of the state is written with. */
@NullMarked
package io.tidewaiter.store.database;

import org.jspecify.annotations.NullMarked;
