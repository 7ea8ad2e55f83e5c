/** The security tracker of Arch Linux. */
@NullMarked
package io.tidewaiter.advisory.arch;

import org.jspecify.annotations.NullMarked;
