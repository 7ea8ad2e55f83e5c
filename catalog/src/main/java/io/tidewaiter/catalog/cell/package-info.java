/** The program that runs in the cell: reads layers, answers facts. */
@NullMarked
package io.tidewaiter.catalog.cell;

import org.jspecify.annotations.NullMarked;
