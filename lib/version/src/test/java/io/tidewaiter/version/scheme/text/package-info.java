/** Texts of versions. */
@NullMarked
package io.tidewaiter.version.scheme.text;

import org.jspecify.annotations.NullMarked;
