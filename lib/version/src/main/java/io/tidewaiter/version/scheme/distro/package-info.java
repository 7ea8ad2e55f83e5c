/** The version orders of distributions' package managers, one file per scheme. */
@NullMarked
package io.tidewaiter.version.scheme.distro;

import org.jspecify.annotations.NullMarked;
