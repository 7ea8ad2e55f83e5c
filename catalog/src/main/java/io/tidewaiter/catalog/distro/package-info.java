/** Which distribution the fields of an image mean, and how its packages are named outside of it. */
@NullMarked
package io.tidewaiter.catalog.distro;

import org.jspecify.annotations.NullMarked;
