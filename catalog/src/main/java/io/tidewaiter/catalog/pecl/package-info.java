/** Packages of PEAR and PECL. */
@NullMarked
package io.tidewaiter.catalog.pecl;

import org.jspecify.annotations.NullMarked;
