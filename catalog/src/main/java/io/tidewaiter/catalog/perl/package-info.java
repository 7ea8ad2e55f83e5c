/** Distributions of Perl modules. */
@NullMarked
package io.tidewaiter.catalog.perl;

import org.jspecify.annotations.NullMarked;
