/** {@code Microsoft.ContainerRegistry} beside the registry itself: webhooks, questions, and what no registry here has. */
@NullMarked
package io.tidewaiter.server.acr;

import org.jspecify.annotations.NullMarked;
