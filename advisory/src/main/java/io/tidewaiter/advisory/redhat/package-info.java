/** Red Hat's CSAF VEX documents. */
@NullMarked
package io.tidewaiter.advisory.redhat;

import org.jspecify.annotations.NullMarked;
