/** What an image contains, with the evidence and the coverage of the reading. */
@NullMarked
package io.tidewaiter.model.inventory;

import org.jspecify.annotations.NullMarked;
