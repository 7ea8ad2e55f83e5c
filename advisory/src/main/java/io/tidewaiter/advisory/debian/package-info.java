/** The Debian security tracker: its JSON of every package and release, and its lists of notices (DSA, DLA). */
@NullMarked
package io.tidewaiter.advisory.debian;

import org.jspecify.annotations.NullMarked;
