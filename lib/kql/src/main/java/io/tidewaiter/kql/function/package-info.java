/**
 * The functions, operators on values and aggregates of the language: what each takes and gives, and how the database
 * computes it.
 *
 * <p>{@link io.tidewaiter.kql.function.FunctionTable} is the table. An entry is SQL where DuckDB can say it, and a
 * function in Java, which {@link io.tidewaiter.kql.function.KqlFunctions} registers, where it cannot; there is no third
 * way. The declarations lie in the packages below, one per kind of value; {@code spec} says what a declaration is.
 */
@NullMarked
package io.tidewaiter.kql.function;

import org.jspecify.annotations.NullMarked;
