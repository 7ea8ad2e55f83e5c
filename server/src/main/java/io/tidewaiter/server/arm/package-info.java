/** The Azure Resource Manager conventions: paths, versions, envelopes, paging. */
@NullMarked
package io.tidewaiter.server.arm;

import org.jspecify.annotations.NullMarked;
