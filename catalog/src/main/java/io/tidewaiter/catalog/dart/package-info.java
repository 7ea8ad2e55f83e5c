/** Packages of Dart. */
@NullMarked
package io.tidewaiter.catalog.dart;

import org.jspecify.annotations.NullMarked;
