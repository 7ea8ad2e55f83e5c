@NullMarked
package io.tidewaiter.advisory.nvd;

import org.jspecify.annotations.NullMarked;
