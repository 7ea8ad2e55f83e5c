/** The faster forms of orders beside the obvious ones. */
@NullMarked
package io.tidewaiter.version.scheme.distro;

import org.jspecify.annotations.NullMarked;
