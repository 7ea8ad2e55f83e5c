/** Advisories for the modules of Perl on CPAN. */
@NullMarked
package io.tidewaiter.advisory.cpan;

import org.jspecify.annotations.NullMarked;
