/** CSAF documents to advisories; what each vendor means by its products is the vendor's package. */
@NullMarked
package io.tidewaiter.advisory.csaf;

import org.jspecify.annotations.NullMarked;
