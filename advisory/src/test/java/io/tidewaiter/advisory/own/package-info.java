@NullMarked
package io.tidewaiter.advisory.own;

import org.jspecify.annotations.NullMarked;
