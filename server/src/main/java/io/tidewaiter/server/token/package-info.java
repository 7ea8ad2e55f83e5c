/** The built-in token issuer and the check of what it issued. */
@NullMarked
package io.tidewaiter.server.token;

import org.jspecify.annotations.NullMarked;
