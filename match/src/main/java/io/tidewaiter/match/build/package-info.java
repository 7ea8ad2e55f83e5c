/** Who built a package, and what of: told by marks that nobody else sets. */
@NullMarked
package io.tidewaiter.match.build;

import org.jspecify.annotations.NullMarked;
