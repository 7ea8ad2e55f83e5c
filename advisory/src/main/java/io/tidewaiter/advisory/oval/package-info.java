/** Vendors' OVAL documents: Ubuntu, Oracle, SUSE and Azure Linux, each with its own way to say things. */
@NullMarked
package io.tidewaiter.advisory.oval;

import org.jspecify.annotations.NullMarked;
