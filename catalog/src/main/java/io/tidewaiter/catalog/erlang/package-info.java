/** Applications of Erlang and Elixir. */
@NullMarked
package io.tidewaiter.catalog.erlang;

import org.jspecify.annotations.NullMarked;
