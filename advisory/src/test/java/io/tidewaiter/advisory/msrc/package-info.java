@NullMarked
package io.tidewaiter.advisory.msrc;

import org.jspecify.annotations.NullMarked;
