/** Who there is: groups over service principals and users, and the part of Microsoft Graph that tells their names. */
@NullMarked
package io.tidewaiter.server.directory;

import org.jspecify.annotations.NullMarked;
