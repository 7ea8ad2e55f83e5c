/** What must stay secret or be trusted: the certificate of the HTTPS port, keys, private files. */
@NullMarked
package io.tidewaiter.server.keys;

import org.jspecify.annotations.NullMarked;
