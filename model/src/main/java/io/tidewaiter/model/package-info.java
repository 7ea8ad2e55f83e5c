/** Our own nouns. */
@NullMarked
package io.tidewaiter.model;

import org.jspecify.annotations.NullMarked;
