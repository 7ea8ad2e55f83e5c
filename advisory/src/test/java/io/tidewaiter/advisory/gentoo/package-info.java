@NullMarked
package io.tidewaiter.advisory.gentoo;

import org.jspecify.annotations.NullMarked;
