/** ARM types that are declared: place, name, form of the body; stored, listed, patched and guarded in one way. */
@NullMarked
package io.tidewaiter.server.stored;

import org.jspecify.annotations.NullMarked;
