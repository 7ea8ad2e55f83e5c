/** Gentoo's security advisories (GLSA). */
@NullMarked
package io.tidewaiter.advisory.gentoo;

import org.jspecify.annotations.NullMarked;
