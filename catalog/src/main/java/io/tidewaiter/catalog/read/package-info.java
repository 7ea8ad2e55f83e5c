/** What a cataloger is: a declaration of the files that it wants, and a pure parser of their bytes. */
@NullMarked
package io.tidewaiter.catalog.read;

import org.jspecify.annotations.NullMarked;
