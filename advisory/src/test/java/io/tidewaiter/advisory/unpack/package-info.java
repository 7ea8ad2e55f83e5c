@NullMarked
package io.tidewaiter.advisory.unpack;

import org.jspecify.annotations.NullMarked;
