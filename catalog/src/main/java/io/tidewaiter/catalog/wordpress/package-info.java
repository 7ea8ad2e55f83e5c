/** WordPress, its plugins and themes. */
@NullMarked
package io.tidewaiter.catalog.wordpress;

import org.jspecify.annotations.NullMarked;
