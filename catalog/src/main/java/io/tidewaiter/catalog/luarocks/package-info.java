/** Rocks of Lua. */
@NullMarked
package io.tidewaiter.catalog.luarocks;

import org.jspecify.annotations.NullMarked;
