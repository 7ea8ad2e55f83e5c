/** How people sign in: the pages, and the people themselves. */
@NullMarked
package io.tidewaiter.server.signin;

import org.jspecify.annotations.NullMarked;
