/** Text to syntax tree: the tree says what was written, not what it means. */
@NullMarked
package io.tidewaiter.kql.syntax;

import org.jspecify.annotations.NullMarked;
