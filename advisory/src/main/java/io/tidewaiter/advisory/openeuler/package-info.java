/** openEuler's CSAF documents. */
@NullMarked
package io.tidewaiter.advisory.openeuler;

import org.jspecify.annotations.NullMarked;
