/**
 * Functions of C libraries, for callers that have a few of them and no time: a young process that asks the JDK's linker
 * waits for it longer than for all that it calls (ADR 15).
 */
@NullMarked
package io.tidewaiter.clib;

import org.jspecify.annotations.NullMarked;
