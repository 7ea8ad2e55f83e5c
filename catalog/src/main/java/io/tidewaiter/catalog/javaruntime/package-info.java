/** Runtimes of Java. */
@NullMarked
package io.tidewaiter.catalog.javaruntime;

import org.jspecify.annotations.NullMarked;
