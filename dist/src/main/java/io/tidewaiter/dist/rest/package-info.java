/** A client of the service's own REST surface. */
@NullMarked
package io.tidewaiter.dist.rest;

import org.jspecify.annotations.NullMarked;
