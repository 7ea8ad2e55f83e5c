/** The version orders of languages' and applications' package registries, one file per scheme. */
@NullMarked
package io.tidewaiter.version.scheme.language;

import org.jspecify.annotations.NullMarked;
