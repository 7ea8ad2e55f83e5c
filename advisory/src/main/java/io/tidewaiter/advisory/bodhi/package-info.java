/** Fedora's updates as its update system tells them. */
@NullMarked
package io.tidewaiter.advisory.bodhi;

import org.jspecify.annotations.NullMarked;
