/** What is to be told to others: the outbox, durable, and what registries said that is only passed on. */
@NullMarked
package io.tidewaiter.store.announce;

import org.jspecify.annotations.NullMarked;
