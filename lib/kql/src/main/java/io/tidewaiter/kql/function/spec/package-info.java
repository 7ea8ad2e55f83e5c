/** What a declaration of a function says, and the one piece of code that chooses an overload and writes its SQL. */
@NullMarked
package io.tidewaiter.kql.function.spec;

import org.jspecify.annotations.NullMarked;
