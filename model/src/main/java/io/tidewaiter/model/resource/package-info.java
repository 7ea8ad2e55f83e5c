/** Subscriptions, registries, plans and roles, named as Azure names them. */
@NullMarked
package io.tidewaiter.model.resource;

import org.jspecify.annotations.NullMarked;
