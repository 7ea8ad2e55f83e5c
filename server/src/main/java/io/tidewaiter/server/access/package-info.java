/** {@code Microsoft.Authorization}: role assignments, roles, policy as it is read; and the audit of all changes. */
@NullMarked
package io.tidewaiter.server.access;

import org.jspecify.annotations.NullMarked;
