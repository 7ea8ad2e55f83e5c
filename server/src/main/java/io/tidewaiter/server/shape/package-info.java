/** What the body of a request may say: declared per type, read in one place, with the path of what is wrong. */
@NullMarked
package io.tidewaiter.server.shape;

import org.jspecify.annotations.NullMarked;
