/** What resources lie in: management groups, resource groups, and the list of everything. */
@NullMarked
package io.tidewaiter.server.container;

import org.jspecify.annotations.NullMarked;
