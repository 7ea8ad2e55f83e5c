/** Tests of the version orders: each ecosystem's own facts, the laws of an order, and hostile versions. */
@NullMarked
package io.tidewaiter.version.scheme;

import org.jspecify.annotations.NullMarked;
