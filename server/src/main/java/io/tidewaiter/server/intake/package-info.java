/** Push events over HTTP, on disk before they are answered. */
@NullMarked
package io.tidewaiter.server.intake;

import org.jspecify.annotations.NullMarked;
