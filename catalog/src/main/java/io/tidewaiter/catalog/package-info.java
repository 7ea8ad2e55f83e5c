/** Layer bytes to facts, facts to inventory. */
@NullMarked
package io.tidewaiter.catalog;

import org.jspecify.annotations.NullMarked;
