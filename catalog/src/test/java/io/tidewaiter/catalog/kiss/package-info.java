/** KISS: a folder of each installed package. */
@NullMarked
package io.tidewaiter.catalog.kiss;

import org.jspecify.annotations.NullMarked;
