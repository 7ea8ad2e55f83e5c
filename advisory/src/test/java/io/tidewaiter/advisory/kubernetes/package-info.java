@NullMarked
package io.tidewaiter.advisory.kubernetes;

import org.jspecify.annotations.NullMarked;
