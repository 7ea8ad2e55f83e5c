/** Syntax to plans: what names mean, which types values have, what the columns of an answer are called. */
@NullMarked
package io.tidewaiter.kql.bind;

import org.jspecify.annotations.NullMarked;
