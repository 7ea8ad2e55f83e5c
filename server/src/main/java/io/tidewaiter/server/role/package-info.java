/** What a principal may do, and where: roles, scopes, and the one check. */
@NullMarked
package io.tidewaiter.server.role;

import org.jspecify.annotations.NullMarked;
