/** The advisories of Echo. */
@NullMarked
package io.tidewaiter.advisory.echo;

import org.jspecify.annotations.NullMarked;
