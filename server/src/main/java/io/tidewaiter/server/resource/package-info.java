/** The resource types that the service answers for, one class each. */
@NullMarked
package io.tidewaiter.server.resource;

import org.jspecify.annotations.NullMarked;
