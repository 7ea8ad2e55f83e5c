/** What parent and child say to each other over two pipes: bounded frames, credits, bounded queues. */
@NullMarked
package io.tidewaiter.sandbox.frame;

import org.jspecify.annotations.NullMarked;
