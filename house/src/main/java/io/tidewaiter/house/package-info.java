/** The house rules as tests. */
@NullMarked
package io.tidewaiter.house;

import org.jspecify.annotations.NullMarked;
