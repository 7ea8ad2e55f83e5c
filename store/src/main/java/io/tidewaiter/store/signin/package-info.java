/** Who signs in, with what, and what was granted to them. */
@NullMarked
package io.tidewaiter.store.signin;

import org.jspecify.annotations.NullMarked;
