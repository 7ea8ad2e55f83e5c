/** Commands that ask a running service: registries and plans. */
@NullMarked
package io.tidewaiter.dist.remote;

import org.jspecify.annotations.NullMarked;
