/** Our own nouns: records and sealed types, no input or output. */
@NullMarked
package io.tidewaiter.model;

import org.jspecify.annotations.NullMarked;
