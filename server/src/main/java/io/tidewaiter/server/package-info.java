/** The service. */
@NullMarked
package io.tidewaiter.server;

import org.jspecify.annotations.NullMarked;
