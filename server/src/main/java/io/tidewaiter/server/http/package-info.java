/** HTTP as every surface needs it: answers, bounded bodies, headers, errors that say nothing of the inside. */
@NullMarked
package io.tidewaiter.server.http;

import org.jspecify.annotations.NullMarked;
